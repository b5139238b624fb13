namespace DockerScan.Core.Stores.Copying;

/// <summary>When a digest was first seen in a repository.</summary>
public sealed record SeenDigestRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.SeenDigest;

    /// <inheritdoc/>
    public override string Key => $"{Repository}@{Digest}";

    /// <summary>The repository.</summary>
    public required string Repository { get; init; }

    /// <summary>The digest.</summary>
    public required string Digest { get; init; }

    /// <summary>When.</summary>
    public long FirstSeen { get; init; }
}
