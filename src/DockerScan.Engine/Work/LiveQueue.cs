using DockerScan.Core.Stores;

namespace DockerScan.Engine.Work;

/// <summary>How long the queue is, by who lives: what a worker that ended had in hand is nobody's once its lease is over, and waits like the others.</summary>
/// <param name="Depth">The queue so.</param>
/// <param name="LeftInHand">How many of those that wait were left so.</param>
internal sealed record LiveQueue(QueueDepth Depth, int LeftInHand)
{
    /// <exception cref="Core.EngineException">The store cannot be used.</exception>
    public static async Task<LiveQueue> FindAsync(IScanStore store, CancellationToken cancellationToken)
    {
        var depth = await store.GetDepthAsync(cancellationToken);
        // One that has ended between the two questions is not counted for more than it was.
        var left = depth.Running - Math.Min((await store.ListRunningAsync(cancellationToken)).Count, depth.Running);
        return new LiveQueue(new QueueDepth(depth.Queued + left, depth.Running - left), left);
    }
}
