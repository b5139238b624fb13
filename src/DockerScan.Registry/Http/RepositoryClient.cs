using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Registry.Auth;
using DockerScan.Registry.Manifests;

namespace DockerScan.Registry.Http;

/// <summary>One repository of a registry. Every body that is asked for by digest is hashed again.</summary>
internal sealed class RepositoryClient(
    ImageReference reference, Uri apiRoot, RegistryHttp http, RegistryHosts hosts, RegistryAuthenticator authenticator, TimeProvider time)
{
    private const int MaxConfigurationBytes = 8 << 20;
    private const int MaxTagsBytes = 1 << 20;

    private readonly Uri _root = new(apiRoot, reference.Path + "/");

    /// <summary>What a tag points at, without spending a pull; null when the registry does not say it so. Whatever else HEAD is answered, GET says it better.</summary>
    public async Task<ImageDigest?> HeadAsync(string tag, CancellationToken cancellationToken)
    {
        var response = await SendAsync(HttpMethod.Head, $"manifests/{tag}", MediaTypes.Accepted, 0, cancellationToken);
        if (response.Status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests)
        {
            Check(response);
        }

        return response.IsSuccess && ImageDigest.TryParse(response.Value("Docker-Content-Digest"), out var digest) ? digest : null;
    }

    /// <summary>A manifest or index by tag or digest, and its digest.</summary>
    public async Task<(Manifest Manifest, ImageDigest Digest)> GetManifestAsync(string name, CancellationToken cancellationToken)
    {
        var response = await SendAsync(HttpMethod.Get, $"manifests/{name}", MediaTypes.Accepted, hosts.Options.MaxManifestBytes, cancellationToken);
        Check(response);
        var digest = ImageDigest.TryParse(name, out var asked) ? asked : Sha256(response.Body);
        Verify(digest, response.Body);
        var manifest = Parse(response.Body, RegistryJson.Default.Manifest);
        Guard(ManifestGuard.CheckDocument(response.Body));
        // The body's own type is covered by the digest; the header is not.
        return (manifest.MediaType is null ? manifest with { MediaType = response.MediaType } : manifest, digest);
    }

    /// <summary>An image's configuration.</summary>
    public async Task<ImageConfigurationFields> GetConfigurationAsync(ImageDigest configuration, CancellationToken cancellationToken)
    {
        var response = await SendAsync(HttpMethod.Get, $"blobs/{configuration}", ["*/*"], MaxConfigurationBytes, cancellationToken);
        if (response.Status == HttpStatusCode.NotFound)
        {
            Guard("the registry does not have its configuration");
        }

        Check(response);
        Verify(configuration, response.Body);
        var fields = Parse(response.Body, RegistryJson.Default.ImageConfigurationFields);
        Guard(ManifestGuard.CheckConfigurationDocument(response.Body));
        return fields;
    }

    /// <summary>Whether the registry says that it does not have a blob.</summary>
    public async Task<bool> LacksBlobAsync(string digest, CancellationToken cancellationToken)
        => (await SendAsync(HttpMethod.Head, $"blobs/{digest}", ["*/*"], 0, cancellationToken)).Status == HttpStatusCode.NotFound;

    /// <summary>The first page of the repository's tags; null when there is no such repository.</summary>
    public async Task<IReadOnlyList<string>?> ListTagsAsync(CancellationToken cancellationToken)
    {
        var response = await SendAsync(HttpMethod.Get, "tags/list?n=1000", ["application/json"], MaxTagsBytes, cancellationToken);
        return response.IsSuccess ? [.. (Parse(response.Body, RegistryJson.Default.TagList).Tags ?? []).OfType<string>()] : null;
    }

    private static ImageDigest Sha256(byte[] body) => ImageDigest.Parse("sha256:" + Convert.ToHexStringLower(SHA256.HashData(body)));

    private void Verify(ImageDigest digest, byte[] body)
    {
        var actual = digest.Value.StartsWith("sha512:", StringComparison.Ordinal)
            ? "sha512:" + Convert.ToHexStringLower(SHA512.HashData(body))
            : Sha256(body).Value;
        if (!string.Equals(actual, digest.Value, StringComparison.Ordinal))
        {
            throw RegistryHttp.Unavailable(_root, $"sends content that is not {digest.Abbreviated}; do not trust it");
        }
    }

    private void Guard(string? fault)
    {
        if (fault is not null)
        {
            throw new EngineException(RegistryFailures.Unreadable(reference, fault));
        }
    }

    private T Parse<T>(byte[] body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new JsonException("null");
        }
        catch (JsonException)
        {
            throw RegistryHttp.Unavailable(_root, "sends an answer that cannot be read");
        }
    }

    private void Check(RegistryResponse response)
    {
        ScanFailure? failure = response.Status switch
        {
            HttpStatusCode.OK => null,
            HttpStatusCode.NotFound => RegistryFailures.NoTag(reference, nearest: null),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => RegistryFailures.NoAccess(reference),
            HttpStatusCode.TooManyRequests => RegistryFailures.RateLimited(reference.Registry, response, time.GetUtcNow()),
            _ => new ScanFailure(
                FailureKind.RegistryUnavailable,
                FormattableString.Invariant($"{DisplayText.Clean(reference.Registry, 100)} answers with status {(int)response.Status}")),
        };
        if (failure is not null)
        {
            throw new EngineException(failure);
        }
    }

    private async Task<RegistryResponse> SendAsync(
        HttpMethod method, string path, IReadOnlyList<string> accept, int maxBytes, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest(method, new Uri(_root, path))
        {
            Origin = apiRoot,
            Accept = accept,
            MaxBytes = maxBytes,
            Authorization = authenticator.Find(reference.Repository),
        };
        var response = await http.SendAsync(request, cancellationToken);
        if (response.Status != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        // Once only: a second refusal is the answer.
        authenticator.Forget(reference.Repository);
        var header = await authenticator.AnswerAsync(reference.Registry, reference.Path, apiRoot, response.Challenges(), cancellationToken);
        return header is null ? response : await http.SendAsync(request with { Authorization = header }, cancellationToken);
    }
}
