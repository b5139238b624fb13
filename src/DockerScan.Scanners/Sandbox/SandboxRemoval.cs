using System.Collections.Concurrent;
using DockerScan.Core.Sandbox;
using Microsoft.Extensions.Logging;

namespace DockerScan.Scanners.Sandbox;

/// <summary>
/// Removes sandboxes that have told all. A scan's answer does not wait for it: the end of the program does, and the next sandbox where no place is
/// free before. There are never more than <see cref="Places.SandboxPlaces.Most"/>, for each keeps its place until it is gone.
/// </summary>
internal sealed class SandboxRemoval(ILogger<SandboxRemoval> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TaskCompletionSource, Task> _running = new();

    /// <summary>Begins to remove a sandbox; its place is given back when that has ended.</summary>
    /// <param name="session">The sandbox; null when there is none.</param>
    /// <param name="place">Its place.</param>
    /// <returns>Its end; it never fails.</returns>
    public Task Begin(ISandboxSession? session, IDisposable place)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[ended] = ended.Task;
        _ = RemoveAsync(session, place, ended);
        return ended.Task;
    }

    /// <summary>Waits for what is being removed. Each removal has its own limit.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_running.Values);

    private async Task RemoveAsync(ISandboxSession? session, IDisposable place, TaskCompletionSource ended)
    {
        try
        {
            await (session?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (Exception e)
        {
            // Nobody waits for this whom it could be told.
            logger.NotRemoved(e);
        }
        finally
        {
            place.Dispose();
            _running.TryRemove(ended, out _);
            ended.SetResult();
        }
    }
}
