using System.Text.Json;
using DockerScan.Core.Sandbox;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox;

/// <summary>One role's events as they come in, bounded.</summary>
internal sealed class EventCollector(string role, TimeProvider time, Action<SentinelEvent>? see = null)
{
    private const int MaxEvents = 100_000;
    private const int MaxFailures = 20;

    private readonly Lock _gate = new();
    private readonly List<SentinelEvent> _events = [];
    private readonly List<string> _failures = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _origin = time.GetTimestamp();
    private long _lastLine = time.GetTimestamp();
    private long _lost;
    private double _fastestMs = double.MaxValue;
    private double _slowestMs = double.MinValue;

    /// <summary>Ends when the role is ready; fails when it ended before.</summary>
    public Task Ready => _ready.Task;

    /// <summary>The first attack on the role that it told of, in words; null when there was none.</summary>
    public string? Attack { get; private set; }

    /// <summary>Set before the role is told to end. One that says farewell before was made to.</summary>
    public bool MayEnd { get; set; }

    /// <summary>True for a sentinel that does not defend itself: then nobody else does it, either.</summary>
    public bool IsUnguarded { get; private set; }

    /// <summary>True when nothing more will come.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>How long nothing has come.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref _lastLine));

    /// <summary>The time on the role's clock, as far as its fastest line tells; null before the first beat.</summary>
    public long? RoleMs => _fastestMs == double.MaxValue ? null : (long)(time.GetElapsedTime(_origin).TotalMilliseconds - _fastestMs);

    public HeartbeatEvent? LastHeartbeat { get; private set; }

    public HeartbeatEvent? FirstHeartbeat { get; private set; }

    /// <summary>
    /// How much later than the fastest one the slowest heartbeat came, in milliseconds. The two clocks need not agree, and
    /// with four heartbeats a second there is one in every part of the window. Null before the second one.
    /// </summary>
    public double? DelayMs { get; private set; }

    public async Task CollectAsync(IAsyncEnumerable<SandboxLine> lines, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var line in lines.WithCancellation(cancellationToken))
            {
                Take(line);
            }
        }
        finally
        {
            HasEnded = true;
            _ready.TrySetException(new SandboxFailedException(
                $"the {role} sentinel ended before it was ready: {FirstFailure() ?? "it said nothing"}"));
            // Whoever waited has seen it; whoever did not has nothing to observe.
            _ = _ready.Task.Exception;
        }
    }

    public IReadOnlyList<SentinelEvent> Events()
    {
        lock (_gate)
        {
            return [.. _events];
        }
    }

    public IReadOnlyList<string> Failures()
    {
        lock (_gate)
        {
            return _lost > 0 ? [.. _failures, $"{_lost} events of the {role} sentinel are over the bound of {MaxEvents}"] : [.. _failures];
        }
    }

    private void Take(SandboxLine line)
    {
        Volatile.Write(ref _lastLine, time.GetTimestamp());
        if (line.IsError || line.IsCut)
        {
            Fail(line.IsError ? $"the {role} sentinel wrote: {line.Text}" : $"the {role} sentinel wrote more than is read");
            return;
        }

        SentinelEvent? e = null;
        try
        {
            e = JsonSerializer.Deserialize(line.Text, SentinelJson.Default.SentinelEvent);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            Fail($"a line of the {role} sentinel cannot be read");
            return;
        }

        switch (e)
        {
            case HelloEvent hello when hello.Schema != SentinelSchema.Version:
                Fail($"the {role} sentinel speaks schema {hello.Schema}; this program knows {SentinelSchema.Version}");
                return;
            case HelloEvent { Guards: false } when !IsForTests:
                Fail($"the {role} sentinel was built without its guards, for tests only");
                return;
            case HelloEvent hello:
                IsUnguarded = !hello.Guards;
                break;
            case FailureEvent failure:
                Fail($"{failure.What}: {failure.Message}");
                break;
            case AttackEvent attack:
                Attack ??= WatcherGuard.Words(attack);
                break;
            case ByeEvent when !MayEnd && !IsUnguarded:
                Attack ??= $"the {role} sentinel was told to end, and not by its host";
                break;
            case ReadyEvent:
                _ready.TrySetResult();
                break;
            case HeartbeatEvent heartbeat:
                FirstHeartbeat ??= heartbeat;
                LastHeartbeat = heartbeat;
                Measure(heartbeat);
                break;
        }

        if (Keep(e))
        {
            see?.Invoke(e!);
        }
    }

    // Only the check of the guards says so: eng/check-guards.sh.
    private static bool IsForTests => Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_UNGUARDED") == "yes";

    private void Measure(HeartbeatEvent heartbeat)
    {
        var behind = time.GetElapsedTime(_origin).TotalMilliseconds - heartbeat.Ms;
        DelayMs = _fastestMs == double.MaxValue ? null : Math.Max(_slowestMs, behind) - Math.Min(_fastestMs, behind);
        (_fastestMs, _slowestMs) = (Math.Min(_fastestMs, behind), Math.Max(_slowestMs, behind));
    }

    private bool Keep(SentinelEvent? e)
    {
        lock (_gate)
        {
            if (e is null || _events.Count >= MaxEvents)
            {
                _lost++;
                return false;
            }

            _events.Add(e);
            return true;
        }
    }

    private void Fail(string words)
    {
        lock (_gate)
        {
            if (_failures.Count < MaxFailures)
            {
                _failures.Add(Core.DisplayText.Clean(words, 300));
            }
        }
    }

    private string? FirstFailure()
    {
        lock (_gate)
        {
            return _failures.Count > 0 ? _failures[0] : null;
        }
    }
}
