namespace DockerScan.Scanners.Trivy.Server;

/// <summary>What a server may take. One that takes more has a leak, or too much to do: a new one begins small.</summary>
internal sealed record TrivyServerBounds
{
    /// <summary>Bytes of memory of its own, without files.</summary>
    public long OwnBytes { get; init; } = 1L << 30;

    /// <summary>Bytes of its cache, which may be in memory.</summary>
    public long CacheBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>How often it is looked at; at every fifth time its health and what it takes.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Bytes that must stay free on the disk beside its copy of the database.</summary>
    public long SpareBytes { get; init; } = 256L * 1024 * 1024;
}
