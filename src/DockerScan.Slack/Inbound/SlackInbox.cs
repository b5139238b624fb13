using System.Collections.Concurrent;
using DockerScan.Conversation;
using DockerScan.Conversation.Languages;
using DockerScan.Conversation.Replay;
using DockerScan.Conversation.Requests;
using DockerScan.Core.Words;
using DockerScan.Slack.Api;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Slack.Inbound;

/// <summary>Runs commands behind the acknowledgement: each once, however often it is delivered, and only so many at once.</summary>
internal sealed class SlackInbox(
    CommandRouter router, ChatLanguages languages, SlackMessages messages, SlackApi api, IOptions<SlackOptions> options, TimeProvider time, ILogger<SlackInbox> logger) : IAsyncDisposable
{
    /// <summary>The platform's name in requests.</summary>
    public const string Platform = "slack";

    private const int MaxRemembered = 20_000;
    private static readonly TimeSpan Remember = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);
    private readonly RecentKeys<string> _seen = new(Remember, MaxRemembered, time);
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private int _count;

    /// <summary>Starts a command and returns at once.</summary>
    /// <returns>Null when it runs, or did; else what the person is told.</returns>
    public string? Start(SlackInbound inbound)
    {
        if (Interlocked.Increment(ref _count) > options.Value.MaxRunning)
        {
            Interlocked.Decrement(ref _count);
            return Busy(inbound);
        }

        var known = _seen.Add(inbound.Id);
        if (known != RecentKeyResult.New || _stop.IsCancellationRequested)
        {
            Interlocked.Decrement(ref _count);
            return known == RecentKeyResult.Seen ? null : Busy(inbound);
        }

        var done = new TaskCompletionSource();
        _running[inbound.Id] = done.Task;
        _ = Task.Run(() => RunAsync(inbound, done), CancellationToken.None);
        return null;
    }

    /// <summary>Waits until nothing runs; for tests and for the end.</summary>
    public Task WhenIdleAsync() => Task.WhenAll(_running.Values);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await WhenIdleAsync().WaitAsync(StopLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static ChatRequest Request(SlackInbound inbound)
        => new() { Platform = Platform, Place = $"{inbound.Team}/{inbound.Channel}", User = inbound.User, Text = inbound.Text };

    private string Busy(SlackInbound inbound)
    {
        var words = Vocabulary.In(languages.Of(Request(inbound)));
        return $"{words.TooManyRunning}. {words.NothingStarted}";
    }

    private async Task RunAsync(SlackInbound inbound, TaskCompletionSource done)
    {
        try
        {
            await router.RouteAsync(Request(inbound), new SlackResponder(messages, api, inbound, time, logger), _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The program stops; the scan itself goes on when it starts again.
        }
        catch (Exception exception)
        {
            Log.CommandBroke(logger, exception);
        }
        finally
        {
            Interlocked.Decrement(ref _count);
            _running.TryRemove(inbound.Id, out _);
            done.SetResult();
        }
    }
}
