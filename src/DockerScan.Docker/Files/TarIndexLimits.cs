namespace DockerScan.Docker.Files;

/// <summary>Bounds on an index.</summary>
/// <param name="MaxEntries">How many entries.</param>
/// <param name="MaxBytes">How many bytes of the archive.</param>
internal sealed record TarIndexLimits(int MaxEntries, long MaxBytes)
{
    /// <summary>How many characters all names and link targets may have together: 500,000 names of 4,096 characters would be 4 GB.</summary>
    public long MaxNameCharacters { get; init; } = 48L << 20;
}
