namespace DockerScan.Scanners.Trivy.Database;

/// <summary>What the ruling meta structure of a bbolt file says.</summary>
/// <param name="Root">The page of the root bucket.</param>
/// <param name="Pages">How many pages there are.</param>
/// <param name="PageSize">A page's size in bytes.</param>
/// <param name="Transaction">The transaction that wrote it.</param>
internal sealed record BoltMeta(long Root, long Pages, long PageSize, ulong Transaction);
