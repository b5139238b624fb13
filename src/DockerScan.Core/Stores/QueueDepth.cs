namespace DockerScan.Core.Stores;

/// <summary>How full the queue is.</summary>
/// <param name="Queued">Waiting.</param>
/// <param name="Running">Claimed.</param>
public sealed record QueueDepth(int Queued, int Running);
