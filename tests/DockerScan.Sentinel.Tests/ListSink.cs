using System.Collections.Concurrent;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Tests;

/// <summary>Keeps what was told.</summary>
internal sealed class ListSink : IEventSink
{
    public ConcurrentQueue<SentinelEvent> Events { get; } = new();

    public void Write(SentinelEvent e) => Events.Enqueue(e);

    public List<T> Of<T>() => [.. Events.OfType<T>()];
}
