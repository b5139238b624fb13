using DockerScan.Core.Reputations;

namespace DockerScan.Core.Scans;

/// <summary>A file that the image starts by itself.</summary>
public sealed record AutorunFile
{
    /// <summary>Its path in the image; for a missing one what was named.</summary>
    public required string Path { get; init; }

    /// <summary>Its lower-case hex SHA-256; null when missing or over the hashing bound.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Its size in bytes.</summary>
    public long SizeBytes { get; init; }

    /// <summary>What it is.</summary>
    public required AutorunKind Kind { get; init; }

    /// <summary>What starts it: <c>ENTRYPOINT</c>, <c>CMD</c>, <c>HEALTHCHECK</c>, <c>ONBUILD</c>, or the path of the script that does.</summary>
    public required string StartedBy { get; init; }

    /// <summary>How many scripts deep it is; 0 is started by the image configuration itself.</summary>
    public int Depth { get; init; }

    /// <summary>True when a start command names it, and it is not certain that it is started: it stands behind a program that may start others.</summary>
    public bool MayStart { get; init; }

    /// <summary>
    /// The distribution package that it belongs to, by the image's own list of packages and their checksums; null for none.
    /// Such a file is not looked up. The list is the image's word: it is a saving of quota, not a proof.
    /// </summary>
    public string? Package { get; init; }

    /// <summary>Why nobody can say that no package has it: the lists of the image that were not read. Null when all were, or when its package is known.</summary>
    public string? PackageUnread { get; init; }

    /// <summary>What is known of it.</summary>
    public Reputation Reputation { get; init; } = Reputation.NotConfigured;
}
