using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ChatBench;

/// <summary>When what is marked came to the platforms for the first time, to five milliseconds; and what came in all.</summary>
internal sealed partial class Arrivals : IAsyncDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(5);
    private readonly Platforms _platforms;
    private readonly ConcurrentDictionary<string, long> _marks = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _texts = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _looking;
    private int _slack;
    private int _discord;

    public Arrivals(Platforms platforms)
    {
        _platforms = platforms;
        _looking = LookAsync();
    }

    /// <summary>The moment of each mark, by the clock of <see cref="Stopwatch"/>.</summary>
    public IReadOnlyDictionary<string, long> Marks => _marks;

    /// <summary>A mark that no other text holds.</summary>
    public static string Mark(int scan, int step) => FormattableString.Invariant($"s{scan:D3}x{step}x");

    /// <summary>Whether something came that has both.</summary>
    public bool Has(string key, string text) => _texts.Any(each => each.Contains(key, StringComparison.Ordinal) && each.Contains(text, StringComparison.Ordinal));

    /// <summary>Forgets what came so far, so that looking stays cheap.</summary>
    public void Forget() => _texts.Clear();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    [GeneratedRegex(@"s[0-9]{3}x[0-9]x", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Marked();

    private async Task LookAsync()
    {
        while (true)
        {
            await Task.Delay(Often, _stop.Token);
            var (slack, discord) = (_platforms.Slack.Calls, _platforms.Discord.Calls);
            var now = Stopwatch.GetTimestamp();
            foreach (var call in slack.Skip(_slack).Where(call => call.Succeeded))
            {
                Keep(call.Arguments.ToJsonString(), now);
            }

            foreach (var call in discord.Skip(_discord).Where(call => call.Status == 200))
            {
                Keep(call.Path + call.Body?.ToJsonString(), now);
            }

            (_slack, _discord) = (slack.Count, discord.Count);
        }
    }

    private void Keep(string text, long now)
    {
        _texts.Enqueue(text);
        foreach (Match mark in Marked().Matches(text))
        {
            _marks.TryAdd(mark.Value, now);
        }
    }
}
