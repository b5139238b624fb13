namespace DockerScan.Core.Images;

/// <summary>A registry's answers about images, before anything is pulled.</summary>
public interface IImageRegistry
{
    /// <summary>Tag to digest, platform and size. The allow list is checked before any request is made.</summary>
    Task<Result<RegistryImage>> ResolveAsync(
        ImageReference reference, ImagePlatform? platform, CancellationToken cancellationToken);
}

/// <summary>What a registry says of an image for one platform, before anything is pulled.</summary>
/// <param name="Reference">What was asked for.</param>
/// <param name="Digest">The digest of the platform's manifest: what is pulled.</param>
/// <param name="IndexDigest">The digest that the tag points at, when that is an index.</param>
/// <param name="Platform">The platform chosen.</param>
/// <param name="CompressedBytes">The sum of the layers' sizes in the manifest; bounded where it is more than a number holds.</param>
/// <param name="LayerCount">How many layers the manifest lists.</param>
public sealed record RegistryImage(
    ImageReference Reference, ImageDigest Digest, ImageDigest? IndexDigest, ImagePlatform Platform, long CompressedBytes, int LayerCount)
{
    /// <summary>True when layers are compressed with zstd, which older engines cannot unpack.</summary>
    public bool HasZstdLayers { get; init; }
}
