namespace DockerScan.Core.Scans;

/// <summary>The frames that were captured while the image ran, as a pcap file kept apart from the result.</summary>
/// <param name="SizeBytes">The file's size.</param>
/// <param name="Frames">How many frames it holds, at most 256 bytes of each.</param>
/// <param name="Sha256">Lower-case hex: whoever finds a file beside the report can tell whether it is this one.</param>
public sealed record CaptureInfo(long SizeBytes, int Frames, string Sha256);
