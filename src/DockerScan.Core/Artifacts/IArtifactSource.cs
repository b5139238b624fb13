using DockerScan.Core.Images;

namespace DockerScan.Core.Artifacts;

/// <summary>Files that registries keep beside images: databases, rules.</summary>
public interface IArtifactSource
{
    /// <summary>
    /// Downloads the one layer of a kind, hashed against its digest; nothing else is ever at the path. The repository is the operator's word, so
    /// the allow list of images is not asked; TLS, addresses and credentials are as for images. Expected failures are results.
    /// </summary>
    Task<Result<ArtifactFile>> FetchAsync(ArtifactRequest request, CancellationToken cancellationToken);
}

/// <summary>What is fetched.</summary>
/// <param name="Reference">The repository, with tag or digest.</param>
/// <param name="MediaType">The kind of the layer, of which there must be one.</param>
/// <param name="Path">Where the file goes; nothing may be there.</param>
/// <param name="MaxBytes">The largest file that is taken.</param>
/// <param name="Limit">How long it may take.</param>
/// <param name="Known">The layer that is here already, which is not downloaded again; null for none.</param>
public sealed record ArtifactRequest(ImageReference Reference, string MediaType, string Path, long MaxBytes, TimeSpan Limit, ImageDigest? Known);

/// <summary>What was fetched.</summary>
/// <param name="Digest">The layer's digest.</param>
/// <param name="IsDownloaded">False where it is the one that was known.</param>
public sealed record ArtifactFile(ImageDigest Digest, bool IsDownloaded);
