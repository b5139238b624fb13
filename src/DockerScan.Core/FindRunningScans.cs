namespace DockerScan.Core;

/// <summary>
/// The scans that run now, in any process. A sweep asks after it has listed what is there: what a scan has on the engine is younger than its
/// claim, so whatever was listed and belongs to none of them is left over. Asked before, a scan that began in between would lose its containers.
/// </summary>
public delegate Task<IReadOnlyCollection<ScanId>> FindRunningScans(CancellationToken cancellationToken);
