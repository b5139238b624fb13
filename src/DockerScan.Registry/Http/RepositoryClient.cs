using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Registry.Auth;
using DockerScan.Registry.Budget;
using DockerScan.Registry.Manifests;
using DockerScan.Registry.Tags;

namespace DockerScan.Registry.Http;

/// <summary>One repository of a registry. Every body that is asked for by digest is hashed again.</summary>
internal sealed class RepositoryClient(
    ImageReference reference, Uri apiRoot, RegistryHttp http, RegistryHosts hosts, RegistryAuthenticator authenticator, PullLedger ledger, TimeProvider time)
{
    private const int MaxConfigurationBytes = 8 << 20;
    private const int MaxTagsBytes = 1 << 20;

    private readonly Uri _root = new(apiRoot, reference.Path + "/");

    /// <summary>How many manifests were fetched: each is a pull.</summary>
    public int Pulls { get; private set; }

    /// <summary>The status of the last answer that ended in a failure; null before any.</summary>
    public HttpStatusCode? Refused { get; private set; }

    /// <summary>What a tag points at, without spending a pull; null when the registry does not say it so. Whatever else HEAD is answered, GET says it better.</summary>
    public async Task<ImageDigest?> HeadAsync(string tag, CancellationToken cancellationToken) => (await HeadManifestAsync(tag, cancellationToken))?.Digest;

    /// <summary>The same with the type that the registry says it has.</summary>
    public async Task<(ImageDigest Digest, string? MediaType)?> HeadManifestAsync(string tag, CancellationToken cancellationToken)
    {
        var response = await SendAsync(HttpMethod.Head, $"manifests/{tag}", MediaTypes.Accepted, 0, cancellationToken);
        if (response.Status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests)
        {
            Check(response);
        }

        return response.IsSuccess && ImageDigest.TryParse(response.Value("Docker-Content-Digest"), out var digest) ? (digest, response.MediaType) : null;
    }

    /// <summary>A manifest or index by tag or digest, and its digest.</summary>
    public async Task<(Manifest Manifest, ImageDigest Digest)> GetManifestAsync(string name, CancellationToken cancellationToken)
    {
        Pulls++;
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

    /// <summary>Downloads a blob into an empty file and hashes it.</summary>
    public async Task DownloadBlobAsync(ImageDigest blob, FileStream file, long length, TimeSpan limit, CancellationToken cancellationToken)
    {
        var request = Request(HttpMethod.Get, $"blobs/{blob}", ["*/*"], MaxTagsBytes) with { Destination = file, MaxLength = length, Limit = limit };
        Check(await SendAsync(request, cancellationToken));
        file.Position = 0;
        var isLong = blob.Value.StartsWith("sha512:", StringComparison.Ordinal);
        var hash = isLong ? await SHA512.HashDataAsync(file, cancellationToken) : await SHA256.HashDataAsync(file, cancellationToken);
        Compare(blob, (isLong ? "sha512:" : "sha256:") + Convert.ToHexStringLower(hash));
    }

    /// <summary>Whether the registry says that it does not have a blob.</summary>
    public async Task<bool> LacksBlobAsync(string digest, CancellationToken cancellationToken)
        => (await SendAsync(HttpMethod.Head, $"blobs/{digest}", ["*/*"], 0, cancellationToken)).Status == HttpStatusCode.NotFound;

    /// <summary>The first page of the repository's tags; null when there is no such repository.</summary>
    public async Task<IReadOnlyList<string>?> ListTagsAsync(CancellationToken cancellationToken)
        => (await GetTagsAsync(TagPages.First, cancellationToken))?.Tags;

    /// <summary>One page of the repository's tags, by its path and query below the repository; null when there is no such repository.</summary>
    public async Task<TagPage?> GetTagsAsync(string page, CancellationToken cancellationToken)
    {
        var response = await SendAsync(HttpMethod.Get, page, ["application/json"], MaxTagsBytes, cancellationToken);
        if (response.Status == HttpStatusCode.NotFound)
        {
            return null;
        }

        Check(response);
        var tags = (Parse(response.Body, RegistryJson.Default.TagList).Tags ?? []).OfType<string>().ToList();
        return new TagPage(tags, TagPages.Next(new Uri(_root, page), response) is { } next ? Below(next) : null, response.Body.Length);
    }

    // Always at our own address, whichever the registry knows itself by.
    private string Below(Uri next)
        => next.IsAbsoluteUri && string.Equals(next.Host, _root.Host, StringComparison.OrdinalIgnoreCase) && (next.Port == _root.Port || next.IsDefaultPort) && next.UserInfo.Length == 0
            ? next.PathAndQuery
            : throw RegistryHttp.Unavailable(_root, "sends us to another host for the next page of its tags; it is refused");

    private static ImageDigest Sha256(byte[] body) => ImageDigest.Parse("sha256:" + Convert.ToHexStringLower(SHA256.HashData(body)));

    private void Verify(ImageDigest digest, byte[] body)
    {
        var actual = digest.Value.StartsWith("sha512:", StringComparison.Ordinal)
            ? "sha512:" + Convert.ToHexStringLower(SHA512.HashData(body))
            : Sha256(body).Value;
        Compare(digest, actual);
    }

    private void Compare(ImageDigest digest, string actual)
    {
        if (!string.Equals(actual, digest.Value, StringComparison.Ordinal))
        {
            throw RegistryHttp.Unavailable(_root, $"sends content that is not {digest.Abbreviated}; do not trust it", new InvalidDataException());
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
            Refused = response.Status;
            throw new EngineException(failure);
        }
    }

    private Task<RegistryResponse> SendAsync(HttpMethod method, string path, IReadOnlyList<string> accept, int maxBytes, CancellationToken cancellationToken)
        => SendAsync(Request(method, path, accept, maxBytes), cancellationToken);

    private RegistryRequest Request(HttpMethod method, string path, IReadOnlyList<string> accept, int maxBytes)
        => new(method, new Uri(_root, path))
        {
            Origin = apiRoot,
            Accept = accept,
            MaxBytes = maxBytes,
            Authorization = authenticator.Find(reference.Repository),
        };

    private async Task<RegistryResponse> SendAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        var response = await http.SendAsync(request, cancellationToken);
        if (response.Status == HttpStatusCode.Unauthorized)
        {
            // Once only: a second refusal is the answer.
            authenticator.Forget(reference.Repository);
            var header = await authenticator.AnswerAsync(reference.Registry, reference.Path, apiRoot, response.Challenges(), cancellationToken);
            response = header is null ? response : await http.SendAsync(request with { Authorization = header }, cancellationToken);
        }

        ledger.Observe(reference.Registry, authenticator.UserOf(reference.Registry), response);
        return response;
    }
}
