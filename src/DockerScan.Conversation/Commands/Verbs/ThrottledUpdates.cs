using System.Threading.Channels;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary>Passes on the newest of a stream of snapshots, at most one a second. The last one before a pause is never lost; a slow receiver never holds up the stream.</summary>
internal sealed class ThrottledUpdates<T>(TimeProvider time, IEqualityComparer<T> comparer)
    where T : class
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Returns as soon as the stream ends; a snapshot that waits for its turn then is dropped, because a better card follows.</summary>
    /// <param name="snapshots">The stream.</param>
    /// <param name="shown">What is shown already, as of now.</param>
    /// <param name="update">Shows a snapshot.</param>
    /// <param name="cancellationToken">Stops watching.</param>
    public async Task RunAsync(IAsyncEnumerable<T> snapshots, T shown, Func<T, Task> update, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var newest = Channel.CreateBounded<T>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var reading = ReadAsync(snapshots, newest.Writer, stop.Token);
        try
        {
            await ShowAsync(newest.Reader, reading, shown, update, cancellationToken);
        }
        finally
        {
            // When showing broke, nobody reads the stream any more.
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await reading;
    }

    private static async Task ReadAsync(IAsyncEnumerable<T> snapshots, ChannelWriter<T> newest, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var snapshot in snapshots.WithCancellation(cancellationToken))
            {
                newest.TryWrite(snapshot);
            }
        }
        finally
        {
            newest.TryComplete();
        }
    }

    private async Task ShowAsync(ChannelReader<T> newest, Task reading, T shown, Func<T, Task> update, CancellationToken cancellationToken)
    {
        await PauseAsync(reading, cancellationToken);
        while (!reading.IsCompleted && await newest.WaitToReadAsync(cancellationToken))
        {
            if (!newest.TryRead(out var snapshot) || comparer.Equals(shown, snapshot))
            {
                continue;
            }

            shown = snapshot;
            await update(snapshot);
            await PauseAsync(reading, cancellationToken);
        }
    }

    private async Task PauseAsync(Task reading, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = Task.Delay(Interval, time, over.Token);
        await Task.WhenAny(delay, reading);
        await over.CancelAsync();
        await delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
