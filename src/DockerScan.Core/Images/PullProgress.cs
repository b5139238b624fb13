namespace DockerScan.Core.Images;

/// <summary>How far a pull is.</summary>
/// <param name="DoneBytes">Compressed bytes downloaded so far.</param>
/// <param name="TotalBytes">Compressed bytes in all, as far as known.</param>
public sealed record PullProgress(long DoneBytes, long TotalBytes);
