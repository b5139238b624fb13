namespace DockerScan.Core.Images;

/// <summary>A registry's answers about images, before anything is pulled.</summary>
public interface IImageRegistry
{
    /// <summary>Tag to digest, platform and size. The allow list is checked before any request is made.</summary>
    Task<Result<RegistryImage>> ResolveAsync(
        ImageReference reference, ImagePlatform? platform, CancellationToken cancellationToken);
}
