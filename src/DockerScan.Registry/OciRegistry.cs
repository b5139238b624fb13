using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Registry.Http;
using DockerScan.Registry.Manifests;
using DockerScan.Registry.Tags;
using Microsoft.Extensions.Logging;

namespace DockerScan.Registry;

/// <summary>Registries that speak the OCI distribution protocol.</summary>
internal sealed class OciRegistry(RepositoryClients clients, ILogger<OciRegistry> logger) : IImageRegistry
{
    private const int MaxIndexDepth = 2;
    private const int MaxForeignLayers = 8;

    public async Task<Result<RegistryImage>> ResolveAsync(ImageReference reference, ImagePlatform? platform, CancellationToken cancellationToken)
    {
        var opened = clients.Open(reference);
        if (opened.Value is not { } repository)
        {
            return opened.Failure!;
        }

        try
        {
            var resolved = await ResolveAsync(repository, reference, platform, cancellationToken);
            if (resolved.Value is { } image)
            {
                Log.Resolved(logger, reference.ToString(), image.Digest.Abbreviated, image.Platform.ToString(), image.CompressedBytes);
            }

            return resolved;
        }
        catch (EngineException exception) when (exception.Failure.Kind == FailureKind.ImageNotFound && reference.Digest is null)
        {
            return await NotFoundAsync(repository, reference, exception.Failure, cancellationToken);
        }
        catch (EngineException exception)
        {
            return exception.Failure;
        }
    }

    private static async Task<Result<RegistryImage>> ResolveAsync(
        RepositoryClient repository, ImageReference reference, ImagePlatform? platform, CancellationToken cancellationToken)
    {
        // By digest once it is known: the tag may move between two requests, and a HEAD costs no pull.
        var known = reference.Digest ?? await repository.HeadAsync(reference.Tag!, cancellationToken);
        var (manifest, digest) = await repository.GetManifestAsync(known?.Value ?? reference.Tag!, cancellationToken);
        ImageDigest? index = null;
        ImagePlatform? chosen = null;
        for (var depth = 0; manifest.Manifests is not null && !MediaTypes.IsManifest(manifest.MediaType); depth++)
        {
            if (depth == MaxIndexDepth)
            {
                return RegistryFailures.Unreadable(reference, "its index is nested too deep");
            }

            if (manifest.Layers is not null || manifest.Config is not null)
            {
                return RegistryFailures.Unreadable(reference, "its index is a manifest too");
            }

            var entry = PlatformChooser.Choose(reference, manifest, platform ?? ImagePlatform.Default);
            if (!entry.IsSuccess)
            {
                return entry.Failure;
            }

            if (!ImageDigest.TryParse(entry.Value.Digest, out var next))
            {
                return RegistryFailures.Unreadable(reference, "its index holds a digest that is none");
            }

            index ??= digest;
            chosen = entry.Value.Platform?.ToPlatform() ?? chosen;
            (manifest, digest) = await repository.GetManifestAsync(next.Value, cancellationToken);
        }

        var image = new RegistryImage(reference, digest, index, chosen ?? ImagePlatform.Default, 0, 0);
        return await DescribeAsync(repository, image, manifest, chosen, platform, cancellationToken);
    }

    private static async Task<Result<RegistryImage>> DescribeAsync(
        RepositoryClient repository, RegistryImage image, Manifest manifest, ImagePlatform? chosen, ImagePlatform? wanted, CancellationToken cancellationToken)
    {
        // Read one way here and another way by the engine, it would be two different images.
        if (manifest.Manifests is not null)
        {
            return RegistryFailures.Unreadable(image.Reference, "its manifest is an index too");
        }

        if (manifest.Config is not { } config || manifest.Layers is not { } layers || !MediaTypes.IsImageConfiguration(config.MediaType))
        {
            return new ScanFailure(
                FailureKind.ImageNotFound,
                $"{DisplayText.Clean(image.Reference.Familiar, 160)} is not a container image ({DisplayText.Clean(manifest.Config?.MediaType ?? manifest.MediaType, 80)}); choose another tag");
        }

        if (ManifestGuard.CheckLayers(layers) is { } fault)
        {
            return RegistryFailures.Unreadable(image.Reference, fault);
        }

        if (!ImageDigest.TryParse(config.Digest, out var digest) || config.Size < 0)
        {
            return RegistryFailures.Unreadable(image.Reference, "its manifest holds sizes or digests that cannot be");
        }

        var configuration = await repository.GetConfigurationAsync(digest, cancellationToken);
        if (ManifestGuard.CheckConfiguration(layers, configuration) is { } mismatch)
        {
            return RegistryFailures.Unreadable(image.Reference, mismatch);
        }

        if (await FindAbsentAsync(repository, layers, cancellationToken) is { } absent)
        {
            return RegistryFailures.Unreadable(image.Reference, absent);
        }

        var described = image with { CompressedBytes = Sum(layers), LayerCount = layers.Count, HasZstdLayers = layers.Any(layer => MediaTypes.IsZstd(layer?.MediaType)) };
        if (chosen is not null || configuration.Platform.ToPlatform() is not { } actual)
        {
            // An index has said it, or nobody says it: then an engine takes the image for its own platform, or for the one that is asked for.
            return chosen is null && wanted is not null ? described with { Platform = wanted } : described;
        }

        return wanted is null || wanted.Allows(actual)
            ? described with { Platform = actual }
            : new ScanFailure(
                FailureKind.WrongPlatform, $"{DisplayText.Clean(image.Reference.Familiar, 120)} has no {wanted}; it is {actual}");
    }

    // Layers that may stand elsewhere: an engine on Linux asks the registry alone.
    private static async Task<string?> FindAbsentAsync(RepositoryClient repository, IReadOnlyList<Descriptor?> layers, CancellationToken cancellationToken)
    {
        foreach (var layer in layers.OfType<Descriptor>().Where(layer => MediaTypes.IsForeign(layer.MediaType)).Take(MaxForeignLayers))
        {
            if (await repository.LacksBlobAsync(layer.Digest!, cancellationToken))
            {
                return $"it has a foreign layer ({DisplayText.Clean(layer.MediaType, 80)}), which the registry does not hold; engines on Linux pull none from elsewhere";
            }
        }

        return null;
    }

    // More than a number holds is over every limit.
    private static long Sum(IReadOnlyList<Descriptor?> layers)
    {
        var sum = 0L;
        foreach (var layer in layers)
        {
            sum = layer?.Size is { } size && size > long.MaxValue - sum ? long.MaxValue : sum + (layer?.Size ?? 0);
            if (sum == long.MaxValue)
            {
                break;
            }
        }

        return sum;
    }

    private async Task<ScanFailure> NotFoundAsync(
        RepositoryClient repository, ImageReference reference, ScanFailure failure, CancellationToken cancellationToken)
    {
        try
        {
            var tags = await repository.ListTagsAsync(cancellationToken);
            if (tags is null or [])
            {
                return RegistryFailures.NoRepository(reference);
            }

            if (tags.Contains(reference.Tag!, StringComparer.Ordinal))
            {
                return RegistryFailures.NoManifest(reference);
            }

            var nearest = TagSuggestion.Nearest(reference.Tag!, tags);
            var isReference = ImageReference.TryParse($"{reference.Repository}:{nearest}", out var suggested, out _);
            return RegistryFailures.NoTag(reference, nearest is not null && isReference ? suggested!.Familiar : null);
        }
        catch (EngineException exception)
        {
            // A help, not the answer.
            Log.NoSuggestion(logger, reference.Repository, exception.Failure.Message);
            return failure;
        }
    }
}
