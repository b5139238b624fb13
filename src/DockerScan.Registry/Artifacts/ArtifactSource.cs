using DockerScan.Core;
using DockerScan.Core.Artifacts;
using DockerScan.Core.Images;
using DockerScan.Registry.Http;
using DockerScan.Registry.Manifests;

namespace DockerScan.Registry.Artifacts;

/// <summary>Downloads artifacts from registries that speak the OCI distribution protocol.</summary>
internal sealed class ArtifactSource(RepositoryClients clients) : IArtifactSource
{
    public async Task<Result<ArtifactFile>> FetchAsync(ArtifactRequest request, CancellationToken cancellationToken)
    {
        var opened = clients.OpenNamed(request.Reference);
        if (opened.Value is not { } client)
        {
            return opened.Failure!;
        }

        try
        {
            var name = request.Reference.Digest?.Value ?? request.Reference.Tag!;
            var (manifest, _) = await client.GetManifestAsync(name, cancellationToken);
            if (Find(request, manifest) is not { } layer)
            {
                return RegistryFailures.Unreadable(request.Reference, $"it does not have one layer of {DisplayText.Clean(request.MediaType, 100)}");
            }

            if (layer.Bytes > request.MaxBytes)
            {
                return RegistryFailures.Unreadable(request.Reference, FormattableString.Invariant($"its layer is {layer.Bytes} bytes; at most {request.MaxBytes} are taken"));
            }

            if (layer.Digest == request.Known)
            {
                return new ArtifactFile(layer.Digest, IsDownloaded: false);
            }

            await DownloadAsync(client, layer, request, cancellationToken);
            return new ArtifactFile(layer.Digest, IsDownloaded: true);
        }
        catch (EngineException exception)
        {
            return exception.Failure;
        }
    }

    private static (ImageDigest Digest, long Bytes)? Find(ArtifactRequest request, Manifest manifest)
    {
        var layers = (manifest.Layers ?? []).OfType<Descriptor>().Where(layer => layer.MediaType == request.MediaType).ToList();
        return layers is [{ Size: { } size and > 0 } only] && ImageDigest.TryParse(only.Digest, out var digest) ? (digest, size) : null;
    }

    private static async Task DownloadAsync(RepositoryClient client, (ImageDigest Digest, long Bytes) layer, ArtifactRequest request, CancellationToken cancellationToken)
    {
        var isWhole = false;
        try
        {
            await using var file = new FileStream(request.Path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            await client.DownloadBlobAsync(layer.Digest, file, layer.Bytes, request.Limit, cancellationToken);
            isWhole = true;
        }
        finally
        {
            if (!isWhole)
            {
                File.Delete(request.Path);
            }
        }
    }
}
