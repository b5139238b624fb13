namespace DockerScan.Core.Images;

/// <summary>An image that is in the engine, ready to be scanned.</summary>
public sealed record TargetImage
{
    /// <summary>What was asked for.</summary>
    public required ImageReference Reference { get; init; }

    /// <summary>The digest in its registry; null for an image that only the engine has.</summary>
    public ImageDigest? Digest { get; init; }

    /// <summary>The engine's id: the digest of the image configuration.</summary>
    public required ImageDigest ImageId { get; init; }

    /// <summary>The image's platform.</summary>
    public required ImagePlatform Platform { get; init; }

    /// <summary>The unpacked size in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>How many layers it has.</summary>
    public required int LayerCount { get; init; }

    /// <summary>Its layers by the digests of their unpacked content (DiffIDs), the lowest first; empty where nobody kept them.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>What identifies all of them together (<see cref="LayerChain"/>); null where they were not kept.</summary>
    public string? Chain { get; init; }

    /// <summary>Its configuration.</summary>
    public required ImageConfiguration Configuration { get; init; }

    /// <summary>True when this scan pulled it, so that the retention policy may remove it again.</summary>
    public bool WasPulled { get; init; }

    /// <summary>What identifies the content: digest if it has one, else image id.</summary>
    public string ContentId => (Digest ?? ImageId).Value;
}
