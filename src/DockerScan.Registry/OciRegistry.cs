using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Ports;
using DockerScan.Core.Scans;
using Microsoft.Extensions.Logging;

namespace DockerScan.Registry;

/// <summary>Registries that speak the OCI distribution protocol.</summary>
internal sealed class OciRegistry(
    RegistryHttp http, RegistryHosts hosts, RegistryAuthenticator authenticator, TimeProvider time, ILogger<OciRegistry> logger) : IImageRegistry
{
    private const int MaxIndexDepth = 2;

    public async Task<Result<RegistryImage>> ResolveAsync(ImageReference reference, ImagePlatform? platform, CancellationToken cancellationToken)
    {
        if (!hosts.IsAllowed(reference.Registry))
        {
            return RegistryFailures.NotAllowed(reference.Registry, hosts.Allowed);
        }

        if (hosts.ApiRoot(reference.Registry) is not { } root)
        {
            return new ScanFailure(FailureKind.RegistryNotAllowed, $"{DisplayText.Clean(reference.Registry, 100)} is not a host that can be asked; check its port");
        }

        var repository = new RepositoryClient(reference, root, http, hosts, authenticator, time);
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
                return Nonsense(reference, "its index is nested too deep");
            }

            if (manifest.Layers is not null || manifest.Config is not null)
            {
                return Nonsense(reference, "its index is a manifest too");
            }

            var entry = PlatformChooser.Choose(reference, manifest, platform ?? ImagePlatform.Default);
            if (!entry.IsSuccess)
            {
                return entry.Failure;
            }

            if (!ImageDigest.TryParse(entry.Value.Digest, out var next))
            {
                return Nonsense(reference, "its index holds a digest that is none");
            }

            index ??= digest;
            chosen = entry.Value.Platform?.ToPlatform() ?? chosen;
            (manifest, digest) = await repository.GetManifestAsync(next.Value, cancellationToken);
        }

        return await DescribeAsync(repository, new RegistryImage(reference, digest, index, chosen ?? ImagePlatform.Default, 0, 0), manifest, chosen is null, platform, cancellationToken);
    }

    private static async Task<Result<RegistryImage>> DescribeAsync(
        RepositoryClient repository, RegistryImage image, Manifest manifest, bool askPlatform, ImagePlatform? wanted, CancellationToken cancellationToken)
    {
        // Read one way here and another way by the engine, it would be two different images.
        if (manifest.Manifests is not null)
        {
            return Nonsense(image.Reference, "its manifest is an index too");
        }

        if (manifest.Config is not { } config || manifest.Layers is not { } layers || !MediaTypes.IsImageConfiguration(config.MediaType))
        {
            return new ScanFailure(
                FailureKind.ImageNotFound,
                $"{DisplayText.Clean(image.Reference.Familiar, 160)} is not a container image ({DisplayText.Clean(manifest.Config?.MediaType ?? manifest.MediaType, 80)}); choose another tag");
        }

        if (Sum(layers) is not { } bytes || !ImageDigest.TryParse(config.Digest, out var configuration))
        {
            return Nonsense(image.Reference, "its manifest holds sizes or digests that cannot be");
        }

        var sized = image with { CompressedBytes = bytes, LayerCount = layers.Count };
        if (!askPlatform)
        {
            return sized;
        }

        if (await repository.GetPlatformAsync(configuration, cancellationToken) is not { } actual)
        {
            return Nonsense(image.Reference, "its configuration names no platform");
        }

        return wanted is null || PlatformChooser.Matches(actual, wanted)
            ? sized with { Platform = actual }
            : new ScanFailure(
                FailureKind.WrongPlatform, $"{DisplayText.Clean(image.Reference.Familiar, 120)} has no {wanted}; it is {actual}");
    }

    // Null when a size is negative or the sum is more than a number holds.
    private static long? Sum(IReadOnlyList<Descriptor?> layers)
    {
        var sum = 0L;
        foreach (var layer in layers)
        {
            if (layer is null || layer.Size < 0 || layer.Size > long.MaxValue - sum)
            {
                return null;
            }

            sum += layer.Size;
        }

        return sum;
    }

    private static ScanFailure Nonsense(ImageReference reference, string what)
        => new(FailureKind.RegistryUnavailable, $"{DisplayText.Clean(reference.Familiar, 160)} cannot be read: {what}");

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
