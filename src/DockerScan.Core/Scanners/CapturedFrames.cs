using DockerScan.Core.Scans;

namespace DockerScan.Core.Scanners;

/// <summary>A pcap file on its way from the scanner to where it is kept. Its bytes are hostile: nothing here opens it.</summary>
/// <param name="Info">What it is.</param>
/// <param name="Content">Its bytes, bounded by the scanner.</param>
public sealed record CapturedFrames(CaptureInfo Info, ReadOnlyMemory<byte> Content);
