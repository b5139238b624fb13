using DockerScan.Core.Scans;

namespace DockerScan.Core.Stores;

/// <summary>A scan that was given up because workers ended over it, and that nobody has tried again with success.</summary>
/// <param name="Scan">The scan.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="At">When it was given up.</param>
public sealed record DeadLetter(ScanId Scan, ScanRequest Request, DateTimeOffset At);
