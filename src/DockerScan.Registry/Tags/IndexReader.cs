using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Tags;
using DockerScan.Registry.Http;
using DockerScan.Registry.Manifests;

namespace DockerScan.Registry.Tags;

/// <summary>Finds platforms in what a tag points at, fetching each manifest once and none without leave.</summary>
internal sealed class IndexReader(
    RepositoryClient client, IndexMemory memory, ImageReference reference, Func<int, CancellationToken, ValueTask<TagLook?>> refuse)
{
    private const int MaxDepth = 2;

    private readonly Dictionary<ImageDigest, Manifest> _read = [];

    /// <summary>What a tag points at, by its content.</summary>
    public async Task<Pointed> ReadTagAsync(string name, CancellationToken cancellationToken)
    {
        var (manifest, digest) = await GetAsync(name, cancellationToken);
        return new Pointed(digest, IsSingle: manifest.Manifests is null, manifest);
    }

    /// <summary>A platform's digest; null when there is no such platform. A manifest that stands alone is taken for the platform that is asked for: who scans it reads its configuration.</summary>
    public async Task<ImageDigest?> FindAsync(Pointed pointed, ImagePlatform platform, CancellationToken cancellationToken)
    {
        if (pointed.Manifest is { } manifest)
        {
            _read[pointed.Digest] = manifest;
        }

        return pointed.IsSingle && pointed.Manifest is null ? pointed.Digest : await FindAsync(pointed.Digest, platform, 0, cancellationToken);
    }

    private async Task<ImageDigest?> FindAsync(ImageDigest digest, ImagePlatform platform, int depth, CancellationToken cancellationToken)
    {
        if (memory.TryFind(digest, platform, out var known))
        {
            return known;
        }

        if (!_read.TryGetValue(digest, out var manifest))
        {
            (manifest, _) = await GetAsync(digest.Value, cancellationToken);
            _read[digest] = manifest;
        }

        var found = manifest.Manifests is null ? Single(manifest, digest) : await InIndexAsync(manifest, platform, depth, cancellationToken);
        memory.Keep(digest, platform, found);
        return found;
    }

    private ImageDigest Single(Manifest manifest, ImageDigest digest)
        => MediaTypes.IsImageConfiguration(manifest.Config?.MediaType) && manifest.Layers is not null ? digest
            : throw new EngineException(new ScanFailure(
                FailureKind.Unsupported,
                $"{DisplayText.Clean(reference.Familiar, 160)} is not a container image ({DisplayText.Clean(manifest.Config?.MediaType ?? manifest.MediaType, 80)}); choose another tag"));

    private async Task<ImageDigest?> InIndexAsync(Manifest index, ImagePlatform platform, int depth, CancellationToken cancellationToken)
    {
        if (depth == MaxDepth)
        {
            throw new EngineException(RegistryFailures.Unreadable(reference, "its index is nested too deep"));
        }

        if (index.Layers is not null || index.Config is not null)
        {
            throw new EngineException(RegistryFailures.Unreadable(reference, "its index is a manifest too"));
        }

        if (PlatformChooser.Choose(reference, index, platform) is not { Value: { } entry })
        {
            return null;
        }

        if (!ImageDigest.TryParse(entry.Digest, out var next))
        {
            throw new EngineException(RegistryFailures.Unreadable(reference, "its index holds a digest that is none"));
        }

        return MediaTypes.IsIndex(entry.MediaType) ? await FindAsync(next, platform, depth + 1, cancellationToken) : next;
    }

    private async Task<(Manifest Manifest, ImageDigest Digest)> GetAsync(string name, CancellationToken cancellationToken)
        => await refuse(1, cancellationToken) is { } look
            ? throw new EngineException(look.Failure!, new DeferredException(look))
            : await client.GetManifestAsync(name, cancellationToken);
}

/// <summary>What a tag points at.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="IsSingle">True for a manifest that stands alone.</param>
/// <param name="Manifest">Its content, where that was fetched.</param>
internal sealed record Pointed(ImageDigest Digest, bool IsSingle, Manifest? Manifest);

/// <summary>A look that was put off in the middle; never leaves this folder.</summary>
internal sealed class DeferredException(TagLook look) : Exception
{
    public TagLook Look => look;
}
