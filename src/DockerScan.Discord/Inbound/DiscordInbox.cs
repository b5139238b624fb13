using DockerScan.Conversation;
using DockerScan.Conversation.Requests;
using DockerScan.Discord.Answers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Discord.Inbound;

/// <summary>Takes commands from either transport and runs them behind.</summary>
internal sealed class DiscordInbox(
    CommandRouter router, DiscordAskers askers, IOptions<DiscordOptions> options, TimeProvider time, ILogger<DiscordInbox> logger) : IAsyncDisposable
{
    private readonly CommandIntake _intake = new(options.Value.MaxRunning, time);

    /// <summary>Starts a command.</summary>
    /// <param name="command">What a person did.</param>
    /// <param name="reply">The way to the interaction's first answer; null for a message. Used when it is taken.</param>
    public CommandTaking Take(DiscordCommand command, IInteractionReply? reply)
    {
        var taking = _intake.Take(command.Id, cancellationToken => RunAsync(command, reply, cancellationToken));
        if (taking == CommandTaking.Busy)
        {
            Log.NotTaken(logger, "too many commands run already");
        }

        return taking;
    }

    public ValueTask DisposeAsync() => _intake.DisposeAsync();

    // The end of a task that nobody awaits: nothing may leave it but into the log.
    private async Task RunAsync(DiscordCommand command, IInteractionReply? reply, CancellationToken cancellationToken)
    {
        try
        {
            await router.RouteAsync(command.Request, askers.For(command, reply), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The program stops; a scan that runs is claimed again after the next start.
            Log.NotTaken(logger, "the program stops");
        }
        catch (Exception exception)
        {
            Log.CommandBroke(logger, exception);
        }
    }
}
