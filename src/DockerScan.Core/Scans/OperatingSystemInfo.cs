namespace DockerScan.Core.Scans;

/// <summary>The operating system in an image.</summary>
/// <param name="Family">E.g. <c>debian</c>.</param>
/// <param name="Name">Its version, e.g. <c>12.15</c>.</param>
/// <param name="EndOfLife">True when its distributor no longer mends it.</param>
public sealed record OperatingSystemInfo(string Family, string Name, bool EndOfLife);
