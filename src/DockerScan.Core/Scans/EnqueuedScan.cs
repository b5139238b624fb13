namespace DockerScan.Core.Scans;

/// <summary>What became of a request.</summary>
/// <param name="Job">The scan that answers it.</param>
/// <param name="Joined">True when it was in flight already.</param>
/// <param name="Position">How many queued scans stand before it; 0 when it is next or running.</param>
public sealed record EnqueuedScan(ScanJob Job, bool Joined, int Position);
