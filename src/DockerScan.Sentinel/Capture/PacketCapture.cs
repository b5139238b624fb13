using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Capture;

/// <summary>Captures frames.</summary>
internal sealed class PacketCapture(SentinelSpec spec, IEventSink sink, NameTable names, TokenSearch tokens)
{
    public void Start() => _ = (spec, sink, names, tokens);

    public void Stop() => _ = (spec, sink, names, tokens);
}
