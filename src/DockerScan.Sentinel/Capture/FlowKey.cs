using DockerScan.Sentinel.Packets;

namespace DockerScan.Sentinel.Capture;

/// <summary>A destination.</summary>
internal readonly record struct FlowKey(int Protocol, NetAddress Address, int Port);
