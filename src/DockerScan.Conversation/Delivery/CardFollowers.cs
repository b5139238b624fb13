using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Delivery;

/// <summary>
/// Goes on with the cards of scans behind the commands that asked for them: a command ends as soon as its scan is queued, and holds no
/// place that others wait for. The outbox owes each of these cards, so that nothing is lost with this process.
/// </summary>
internal sealed class CardFollowers(TimeProvider time, ILogger<CardFollowers> logger) : IAsyncDisposable
{
    /// <summary>How many cards are edited while their scans wait and run; each asks the store once a second at most.</summary>
    internal const int Most = 1000;

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _following = [];

    /// <summary>Goes on with a card behind its command.</summary>
    /// <param name="follow">Shows it until its end. It leaves the card to the outbox when it cannot.</param>
    /// <returns>False when there are too many, or the program stops: then nothing was begun.</returns>
    public bool TryStart(Func<CancellationToken, Task> follow)
    {
        lock (_lock)
        {
            if (_following.Count >= Most || _stop.IsCancellationRequested)
            {
                return false;
            }

            var task = Task.Run(() => RunAsync(follow, _stop.Token), CancellationToken.None);
            _following.Add(task);
            _ = task.ContinueWith(Remove, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return true;
        }
    }

    /// <summary>Waits until none is followed; for tests and for the end.</summary>
    public Task WhenIdleAsync()
    {
        lock (_lock)
        {
            return Task.WhenAll(_following);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await WhenIdleAsync().WaitAsync(StopLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private void Remove(Task task)
    {
        lock (_lock)
        {
            _following.Remove(task);
        }
    }

    // The end of a task that nobody awaits: nothing may leave it but into the log.
    private async Task RunAsync(Func<CancellationToken, Task> follow, CancellationToken cancellationToken)
    {
        try
        {
            await follow(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The program stops; whoever lives finishes the card.
        }
        catch (Exception e)
        {
            Log.FollowingBroke(logger, e);
        }
    }
}
