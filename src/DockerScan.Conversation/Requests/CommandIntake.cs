using DockerScan.Conversation.Replay;

namespace DockerScan.Conversation.Requests;

/// <summary>
/// Takes the commands that a platform delivers, each once however often it is delivered, and runs them behind the acknowledgement, a
/// bounded number at a time: whoever delivers is never held up.
/// </summary>
/// <param name="most">How many may run at once.</param>
/// <param name="time">The clock.</param>
public sealed class CommandIntake(int most, TimeProvider time) : IAsyncDisposable
{
    private const int MaxRemembered = 20_000;
    private static readonly TimeSpan Remember = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly RecentKeys<string> _seen = new(Remember, MaxRemembered, time);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>Starts a command.</summary>
    /// <param name="id">What the platform knows it by.</param>
    /// <param name="run">Does it; cancelled when the program stops. Nobody waits for its end: what it throws must not leave it.</param>
    public CommandTaking Take(string id, Func<CancellationToken, Task> run)
    {
        lock (_lock)
        {
            if (_seen.Contains(id))
            {
                return CommandTaking.Known;
            }

            // One that is refused is not remembered: when it is delivered again there may be room for it.
            if (_running.Count >= most || _stop.IsCancellationRequested || _seen.Add(id) != RecentKeyResult.New)
            {
                return CommandTaking.Busy;
            }

            var task = Task.Run(() => run(_stop.Token), CancellationToken.None);
            _running.Add(task);
            _ = task.ContinueWith(Remove, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        return CommandTaking.Taken;
    }

    /// <summary>Waits until nothing runs; for tests and for the end.</summary>
    public async Task WhenIdleAsync()
    {
        Task[] running;
        lock (_lock)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running);
    }

    /// <inheritdoc/>
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
            _running.Remove(task);
        }
    }
}

/// <summary>What became of a command that came in.</summary>
public enum CommandTaking
{
    /// <summary>Too many run; the person has to be told.</summary>
    Busy,

    /// <summary>It came in before, and is not run again.</summary>
    Known,

    /// <summary>It runs.</summary>
    Taken,
}
