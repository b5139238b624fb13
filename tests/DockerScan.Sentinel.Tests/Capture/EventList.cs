using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Tests.Capture;

/// <summary>Keeps what was told.</summary>
internal sealed class EventList : IEventSink
{
    public List<SentinelEvent> All { get; } = [];

    public List<FlowEvent> Flows => [.. All.OfType<FlowEvent>()];

    public void Write(SentinelEvent e) => All.Add(e);
}
