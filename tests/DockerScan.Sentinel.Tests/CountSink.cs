using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Tests;

/// <summary>Counts what was told and keeps nothing, so that a long run's memory is that of what is tested.</summary>
internal sealed class CountSink : IEventSink
{
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public void Write(SentinelEvent e) => Interlocked.Increment(ref _count);
}
