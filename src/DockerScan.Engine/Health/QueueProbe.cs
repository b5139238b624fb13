using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Health;
using DockerScan.Core.Stores;
using DockerScan.Engine.Work;

namespace DockerScan.Engine.Health;

/// <summary>How long the queue is, whether anybody works on it, and what was given up because workers ended over it.</summary>
internal sealed class QueueProbe(IScanStore store, QueueSight sight, TimeProvider time) : IHealthProbe
{
    private const string Name = "queue";
    private const string DeadName = "dead letters";
    private const int MaxDead = 200;
    private const int Named = 5;

    // A worker looks every second or two.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Since when this program sees scans that ended workers left in hand; their own age is not kept.
    private DateTimeOffset? _leftSince;

    public string Part => Name;

    public async Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var dead = await store.ListDeadAsync(MaxDead, cancellationToken);
            var since = await store.FindOldestQueuedAsync(cancellationToken);
            var (queue, left) = await LiveQueue.FindAsync(store, cancellationToken);
            var now = time.GetUtcNow();
            _leftSince = left > 0 ? _leftSince ?? now : null;
            var oldest = (since ?? _leftSince) is { } at ? Max(now - at, TimeSpan.Zero) : (TimeSpan?)null;
            sight.Latest = new QueueLook(queue.Queued, queue.Running, oldest, dead.Count);
            return dead.Count == 0 ? [Queue(queue, oldest)] : [Queue(queue, oldest), Dead(dead)];
        }
        catch (EngineException)
        {
            // The store's own line says what is wrong with it.
            sight.Latest = null;
            return [];
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static HealthReport Queue(QueueDepth depth, TimeSpan? oldest)
    {
        if (oldest is not { } age)
        {
            return new HealthReport(Name, HealthStatus.Healthy, string.Create(CultureInfo.InvariantCulture, $"nothing waits, {depth.Running} run"));
        }

        var seconds = (long)age.TotalSeconds;
        return depth.Running == 0 && age >= Patience
            ? new HealthReport(
                Name, HealthStatus.Degraded, string.Create(CultureInfo.InvariantCulture, $"{depth.Queued} wait, and nobody takes one; the oldest has waited for {seconds} s"),
                "start serve, or a node with the role worker, and look at its log")
            : new HealthReport(Name, HealthStatus.Healthy, string.Create(CultureInfo.InvariantCulture, $"{depth.Queued} wait, {depth.Running} run; the oldest has waited for {seconds} s"));
    }

    // By their ids: whose images they are is not for every chat.
    private static HealthReport Dead(IReadOnlyList<DeadLetter> dead)
    {
        var more = dead.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" (+{dead.Count - Named})") : string.Empty;
        return new HealthReport(
            DeadName, HealthStatus.Degraded, $"workers ended over these scans, and nobody takes them again: {string.Join(", ", dead.Take(Named).Select(letter => letter.Scan))}{more}",
            "look for their ids in the workers' logs; rescan with the id tries one again");
    }
}
