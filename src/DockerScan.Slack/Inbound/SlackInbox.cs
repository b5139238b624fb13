using DockerScan.Conversation;
using DockerScan.Conversation.Languages;
using DockerScan.Conversation.Requests;
using DockerScan.Core.Words;
using DockerScan.Slack.Api;
using DockerScan.Slack.Outbound;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Slack.Inbound;

/// <summary>Takes commands from either transport and runs them behind the acknowledgement.</summary>
internal sealed class SlackInbox(
    CommandRouter router, ChatLanguages languages, SlackChannel channel, SlackMessages messages, SlackApi api, IOptions<SlackOptions> options, TimeProvider time, ILogger<SlackInbox> logger) : IAsyncDisposable
{
    /// <summary>The platform's name in requests.</summary>
    public const string Platform = "slack";

    private readonly CommandIntake _intake = new(options.Value.MaxRunning, time);

    /// <summary>Starts a command and returns at once.</summary>
    /// <returns>Null when it runs, or did; else what the person is told.</returns>
    public string? Start(SlackInbound inbound)
        => _intake.Take(inbound.Id, cancellationToken => RunAsync(inbound, cancellationToken)) == CommandTaking.Busy ? Busy(inbound) : null;

    /// <summary>Waits until nothing runs; for tests.</summary>
    public Task WhenIdleAsync() => _intake.WhenIdleAsync();

    public ValueTask DisposeAsync() => _intake.DisposeAsync();

    private static ChatRequest Request(SlackInbound inbound)
        => new() { Platform = Platform, Place = $"{inbound.Team}/{inbound.Channel}", User = inbound.User, Text = inbound.Text };

    private string Busy(SlackInbound inbound)
    {
        var words = Vocabulary.In(languages.Of(Request(inbound)));
        return $"{words.TooManyRunning}. {words.NothingStarted}";
    }

    // The end of a task that nobody awaits: nothing may leave it but into the log.
    private async Task RunAsync(SlackInbound inbound, CancellationToken cancellationToken)
    {
        try
        {
            await router.RouteAsync(Request(inbound), new SlackAsker(channel, messages, api, inbound), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The program stops; the scan itself goes on when it starts again.
        }
        catch (Exception exception)
        {
            Log.CommandBroke(logger, exception);
        }
    }
}
