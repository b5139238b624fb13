using System.Globalization;
using DockerScan.Core.Stages;
using DockerScan.Engine.Scanning;

namespace DockerScan.Host.Running;

/// <summary>
/// A scan's progress as lines, each stage with the time it took. What still runs is counted: on a terminal in a last line that is
/// written over every second, elsewhere in a line every quarter of a minute, so that nobody takes a minute in the sandbox for a hang.
/// </summary>
/// <param name="writer">Where to.</param>
/// <param name="isTerminal">Whether a line can be written over.</param>
/// <param name="time">The clock.</param>
internal sealed class ProgressLines(TextWriter writer, bool isTerminal, TimeProvider time)
{
    private const string Over = "\u001b[2K";

    // Of 80 columns, behind the sign.
    private const int Room = 74;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PlainTick = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _shown = [];
    private readonly Dictionary<string, long> _begun = [];
    private readonly List<string> _running = [];

    /// <summary>A terminal that a person looks at, or something that keeps every byte.</summary>
    public static bool IsTerminal(TextWriter writer)
        => ReferenceEquals(writer, Console.Error) && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";

    /// <summary>Says what is new in a snapshot.</summary>
    public void Show(ScanProgress snapshot)
    {
        lock (_lock)
        {
            // Of an image that could not be had nothing else is looked at, and the card says so once.
            var isHad = !snapshot.Stages.Any(stage => stage is { Stage: StageIds.Resolve or StageIds.Acquire, Outcome: not (null or StageOutcome.Completed or StageOutcome.Skipped) });
            foreach (var stage in snapshot.Stages.Where(stage => isHad || stage.Outcome != StageOutcome.Skipped))
            {
                _begun.TryAdd(stage.Stage, time.GetTimestamp());
                Keep(stage);
                var line = StageLine.Of(stage with { Stage = StageTitle.Wide(stage.Stage) });
                if (_shown.GetValueOrDefault(stage.Stage) != line)
                {
                    _shown[stage.Stage] = line;
                    Write(stage.Outcome is null ? line : line + Took(stage));
                }
            }
        }
    }

    /// <summary>Counts until cancelled.</summary>
    public async Task CountAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(isTerminal ? Tick : PlainTick, time);
        // Not by the token itself: every scan ends so, and an exception costs more than the rest of it.
        await using var end = cancellationToken.Register(timer.Dispose);
        try
        {
            while (await timer.WaitForNextTickAsync(CancellationToken.None))
            {
                Count();
            }
        }
        finally
        {
            lock (_lock)
            {
                if (isTerminal)
                {
                    writer.Write(Over);
                }
            }
        }
    }

    private void Count()
    {
        lock (_lock)
        {
            if (_running.Count == 0)
            {
                return;
            }

            if (isTerminal)
            {
                // The cursor goes back, so that a line of somebody else's begins at the edge.
                writer.Write($"{Over}  … {Fitting([.. _running.Select(stage => $"{StageTitle.Short(stage)} {Seconds(stage)}")])}\r");
                return;
            }

            foreach (var stage in _running)
            {
                writer.WriteLine($"  … {StageTitle.Wide(stage)} {Seconds(stage)}");
            }
        }
    }

    // A line that folds could not be written over: what has no room is counted.
    private static string Fitting(IReadOnlyList<string> running)
    {
        for (var shown = running.Count; ; shown--)
        {
            var more = running.Count - shown;
            var line = string.Join(" · ", running.Take(shown)) + (more == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" · {more} more"));
            if (line.Length <= Room || shown <= 1)
            {
                return line;
            }
        }
    }

    private void Keep(StageProgress stage)
    {
        _running.Remove(stage.Stage);
        if (stage.Outcome is null)
        {
            _running.Add(stage.Stage);
        }
    }

    private void Write(string line) => writer.WriteLine((isTerminal ? Over : string.Empty) + line);

    private string Took(StageProgress stage)
        => stage.Outcome == StageOutcome.Skipped ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" · {Spent(stage.Stage).TotalSeconds:0.0} s");

    private string Seconds(string stage) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Spent(stage).TotalSeconds):0} s");

    private TimeSpan Spent(string stage) => time.GetElapsedTime(_begun[stage]);
}
