using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using DockerScan.Core.Artifacts;
using DockerScan.Core.Images;
using DockerScan.Core.Pulls;
using DockerScan.Core.Tags;
using DockerScan.Registry.Artifacts;
using DockerScan.Registry.Auth;
using DockerScan.Registry.Budget;
using DockerScan.Registry.Http;
using DockerScan.Registry.Manifests;
using DockerScan.Registry.Tags;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Registry.Tests;

/// <summary>A registry in memory: what it holds by URL, what it was asked, and the client under test in front of it.</summary>
internal sealed class FakeRegistry : HttpMessageHandler, IHttpClientFactory, IRegistryCredentials
{
    private static readonly ConcurrentDictionary<string, string> Configurations = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Func<HttpRequestMessage, HttpResponseMessage>> _routes = new(StringComparer.Ordinal);

    private readonly RecordingTime _time = new();

    private (string Prefix, Func<HttpRequestMessage, HttpResponseMessage?> Check)? _before;

    public FakeRegistry(Action<RegistryOptions>? configure = null)
    {
        var options = new RegistryOptions { AllowedRegistries = ["docker.io", "r.example", "localhost:5000"], TokenServers = ["auth.example"] };
        configure?.Invoke(options);
        var hosts = new RegistryHosts(Options.Create(options));
        var http = new RegistryHttp(this, hosts, Time, NullLogger<RegistryHttp>.Instance);
        var authenticator = new RegistryAuthenticator(http, hosts, this, Time, NullLogger<RegistryAuthenticator>.Instance);
        var ledger = new PullLedger(authenticator, hosts, Time);
        var clients = new RepositoryClients(http, hosts, authenticator, ledger, Time);
        (Budget, Registry) = (ledger, new OciRegistry(clients, NullLogger<OciRegistry>.Instance));
        Artifacts = new ArtifactSource(clients);
        Tags = new RegistryTags(clients, ledger, Time, NullLogger<RegistryTags>.Instance);
        Lookup = new TagLookup(clients, ledger, new RegistryLanes(), new IndexMemory(), NullLogger<TagLookup>.Instance);
    }

    public FakeTimeProvider Time => _time;

    /// <summary>How long was waited for something, time limits of requests among it.</summary>
    public IEnumerable<TimeSpan> Waits => _time.Waits;

    public IImageRegistry Registry { get; }

    public IPullBudget Budget { get; }

    public IArtifactSource Artifacts { get; }

    public ITagList Tags { get; }

    public ITagLookup Lookup { get; }

    public RegistryCredential? Credential { get; set; }

    /// <summary>True takes each request, and never answers.</summary>
    public bool Hangs { get; init; }

    /// <summary>Method, URL and Authorization of each request.</summary>
    public List<string> Requests { get; } = [];

    public static string Digest(string content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    /// <summary>A manifest; its configuration is the one given with as many layers, and every fake has it.</summary>
    public static string Manifest(string config, params long[] sizes)
        => ManifestOf(Configuration(config, sizes.Length), sizes);

    /// <summary>A manifest with a configuration just as it is given, which every fake has.</summary>
    public static string ManifestOf(string configuration, params long[] sizes)
    {
        Configurations[Digest(configuration)] = configuration;
        return $$"""
        {"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{Digest(configuration)}}","size":{{configuration.Length}}},
         "layers":[{{string.Join(',', sizes.Select(size => $$"""{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{{Digest("layer" + size)}}","size":{{size}}}"""))}}]}
        """;
    }

    /// <summary>A configuration with as many layers.</summary>
    public static string Configuration(string config, int layers)
    {
        var files = $$"""{"type":"layers","diff_ids":[{{string.Join(',', Enumerable.Range(0, layers).Select(i => $"\"{Digest("diff" + i)}\""))}}]}""";
        return config.StartsWith('{')
            ? config.TrimEnd()[..^1] + (config.TrimEnd().Length > 2 ? "," : string.Empty) + "\"rootfs\":" + files + "}"
            : "{\"id\":\"" + config + "\",\"rootfs\":" + files + "}";
    }

    public static string Index(params (string Manifest, string Platform, bool IsAttestation)[] entries)
        => $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciIndex}}","manifests":[{{string.Join(',', entries.Select(Entry))}}]}""";

    public void On(string url, Func<HttpRequestMessage, HttpResponseMessage> answer) => _routes[url] = answer;

    /// <summary>Something that stands before all URLs with a prefix; null lets the request pass.</summary>
    public void Before(string prefix, Func<HttpRequestMessage, HttpResponseMessage?> check) => _before = (prefix, check);

    public void Manifest(string root, string path, string? tag, string content, string type = MediaTypes.OciManifest)
    {
        foreach (var name in new[] { tag, Digest(content) }.OfType<string>())
        {
            On($"{root}/v2/{path}/manifests/{name}", _ => Answer(content, type));
        }
    }

    public void Blob(string root, string path, string content)
        => On($"{root}/v2/{path}/blobs/{Digest(content)}", _ => Answer(content, "application/octet-stream"));

    public static HttpResponseMessage Answer(string content, string type = "application/json", HttpStatusCode status = HttpStatusCode.OK)
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(content)) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (status == HttpStatusCode.OK)
        {
            response.Headers.Add("Docker-Content-Digest", Digest(content));
        }

        return response;
    }

    public static HttpResponseMessage Status(HttpStatusCode status, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent([]) };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    public Task<RegistryCredential?> FindAsync(string registry, CancellationToken cancellationToken) => Task.FromResult(Credential);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Requests.Add($"{request.Method} {request.RequestUri} {request.Headers.Authorization}".TrimEnd());
        if (Hangs)
        {
            return new TaskCompletionSource<HttpResponseMessage>().Task.WaitAsync(cancellationToken);
        }

        var url = request.RequestUri!.GetLeftPart(UriPartial.Path);
        if (_before is { } before && url.StartsWith(before.Prefix, StringComparison.Ordinal) && before.Check(request) is { } refusal)
        {
            return Task.FromResult(refusal);
        }

        return Task.FromResult(_routes.TryGetValue(url, out var answer) ? answer(request)
            : url.Contains("/blobs/", StringComparison.Ordinal) && Configurations.TryGetValue(url[(url.LastIndexOf('/') + 1)..], out var configuration) ? Answer(configuration)
            : Status(HttpStatusCode.NotFound));
    }

    private static string Entry((string Manifest, string Platform, bool IsAttestation) entry)
    {
        var parts = entry.Platform.Split('/');
        var variant = parts.Length == 3 ? $""","variant":"{parts[2]}" """ : string.Empty;
        var annotations = entry.IsAttestation ? ""","annotations":{"vnd.docker.reference.type":"attestation-manifest"}""" : string.Empty;
        return $$"""{"mediaType":"{{MediaTypes.OciManifest}}","digest":"{{Digest(entry.Manifest)}}","size":1,"platform":{"os":"{{parts[0]}}","architecture":"{{parts[1]}}"{{variant}}}{{annotations}}}""";
    }

    private sealed class RecordingTime() : FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
        public ConcurrentQueue<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Enqueue(dueTime);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
