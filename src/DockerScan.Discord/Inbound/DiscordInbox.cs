using DockerScan.Conversation;
using DockerScan.Discord.Answers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Discord.Inbound;

/// <summary>
/// Takes commands from either transport, each once, and runs them behind, a bounded number at a time. Whoever delivers
/// is never held up.
/// </summary>
internal sealed class DiscordInbox(
    CommandRouter router, DiscordResponders responders, IOptions<DiscordOptions> options, ILogger<DiscordInbox> logger) : IAsyncDisposable
{
    private const int Remembered = 10_000;

    private readonly RecentIds _seen = new(Remembered);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>Starts a command.</summary>
    /// <param name="command">What a person did.</param>
    /// <param name="reply">The way to the interaction's first answer; null for a message. Used when it is taken.</param>
    public DiscordTaking Take(DiscordCommand command, IInteractionReply? reply)
    {
        if (!_seen.TryAdd(command.Id))
        {
            return DiscordTaking.Known;
        }

        lock (_lock)
        {
            if (_running.Count >= options.Value.MaxRunning || _stop.IsCancellationRequested)
            {
                Log.NotTaken(logger, "too many commands run already");
                return DiscordTaking.Busy;
            }

            var task = Task.Run(() => RunAsync(command, reply, _stop.Token), CancellationToken.None);
            _running.Add(task);
            _ = task.ContinueWith(Remove, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        return DiscordTaking.Taken;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Task[] running;
        lock (_lock)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running);
        _stop.Dispose();
    }

    private void Remove(Task task)
    {
        lock (_lock)
        {
            _running.Remove(task);
        }
    }

    // The end of a task that nobody awaits: nothing may leave it but into the log.
    private async Task RunAsync(DiscordCommand command, IInteractionReply? reply, CancellationToken cancellationToken)
    {
        try
        {
            await router.RouteAsync(command.Request, responders.For(command, reply), cancellationToken);
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
