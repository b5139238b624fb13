using DockerScan.Core.Content;

namespace DockerScan.Core.Images;

/// <summary>The container engine's images.</summary>
public interface IImageEngine
{
    /// <summary>An image that the engine has under this reference and, if given, platform; a success with another platform is <see cref="FailureKind.WrongPlatform"/>; not there is <see cref="FailureKind.ImageNotFound"/>.</summary>
    Task<Result<TargetImage>> FindAsync(ImageReference reference, ImagePlatform? platform, CancellationToken cancellationToken);

    /// <summary>The names, with tags, of the images that the engine has, in no order.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    Task<IReadOnlyList<ImageReference>> ListNamesAsync(CancellationToken cancellationToken);

    /// <summary>Pulls by digest, labelled in our ledger as ours, and returns it. Refuses what grows over <paramref name="maxUnpackedBytes"/>.</summary>
    Task<Result<TargetImage>> PullAsync(
        RegistryImage image, long maxUnpackedBytes, IProgress<PullProgress> progress, CancellationToken cancellationToken);

    /// <summary>The files of an image, through a container that is created, never started, labelled with the scan, and removed on dispose.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    Task<IImageContent> OpenContentAsync(TargetImage image, ScanId scan, CancellationToken cancellationToken);

    /// <summary>Removes an image that we pulled, unless something else uses it. An image that was there before is never removed.</summary>
    Task RemovePulledAsync(TargetImage image, CancellationToken cancellationToken);

    /// <summary>Removes containers with our label that no running scan owns; returns how many.</summary>
    Task<int> SweepAsync(FindRunningScans findRunning, CancellationToken cancellationToken);
}

/// <summary>How far a pull is.</summary>
/// <param name="DoneBytes">Compressed bytes downloaded so far.</param>
/// <param name="TotalBytes">Compressed bytes in all, as far as known.</param>
public sealed record PullProgress(long DoneBytes, long TotalBytes);
