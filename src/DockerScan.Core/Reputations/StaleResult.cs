namespace DockerScan.Core.Reputations;

/// <summary>A stored result for which newer answers have come.</summary>
/// <param name="Scan">Whose result.</param>
/// <param name="Mark">Grows with each answer, so that one that comes meanwhile is not lost.</param>
public sealed record StaleResult(ScanId Scan, long Mark);
