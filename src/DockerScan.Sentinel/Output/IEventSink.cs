using DockerScan.Sentinel.Events;

namespace DockerScan.Sentinel.Output;

/// <summary>Where a role tells what it saw.</summary>
internal interface IEventSink
{
    /// <summary>Stamps sequence number and time, and writes one line at once. Thread-safe.</summary>
    void Write(SentinelEvent e);
}
