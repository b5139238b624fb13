using System.Collections.Concurrent;
using DockerScan.Core.Scans;

namespace DockerScan.Registry.Tags;

/// <summary>How many looks go to one registry at the same time. A person's goes at once.</summary>
internal sealed class RegistryLanes
{
    private const int Width = 4;
    private const int MaxRegistries = 1000;
    private static readonly Lane Open = new(null);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _lanes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for a place; disposing what comes back gives it up.</summary>
    public async Task<IDisposable> EnterAsync(string registry, ScanPriority priority, CancellationToken cancellationToken)
    {
        if (priority == ScanPriority.Person)
        {
            return Open;
        }

        // Beyond that many they share one: few operators ask a thousand registries.
        var lane = _lanes.GetOrAdd(_lanes.Count < MaxRegistries ? registry : string.Empty, _ => new SemaphoreSlim(Width, Width));
        await lane.WaitAsync(cancellationToken);
        return new Lane(lane);
    }

    private sealed class Lane(SemaphoreSlim? lane) : IDisposable
    {
        public void Dispose() => lane?.Release();
    }
}
