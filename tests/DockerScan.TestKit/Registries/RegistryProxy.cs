using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace DockerScan.TestKit.Registries;

/// <summary>
/// Stands before a real registry and adds what Docker Hub adds: the budget's headers on manifests, both kinds of 429, pages of tags. What it was
/// asked is in <see cref="Requests"/>.
/// </summary>
public sealed class RegistryProxy : IAsyncDisposable
{
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase) { "Host", "Connection", "Content-Length", "Transfer-Encoding" };

    private readonly HttpListener _listener = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly Uri _registry;
    private readonly Task _serving;

    public RegistryProxy(string registry)
    {
        _registry = new Uri($"http://{registry}/");
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Host = $"127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add($"http://{Host}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Host { get; }

    /// <summary>Method and path of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Pulls that are left of 100 in 6 h; null adds no headers.</summary>
    public int? Remaining { get; set; }

    /// <summary>True answers everything with the plain 429 of too many requests.</summary>
    public bool IsFlooded { get; set; }

    public bool RefusesHead { get; set; }

    /// <summary>True changes a byte of each blob on its way.</summary>
    public bool CorruptsBlobs { get; set; }

    /// <summary>Cuts the list of tags into pages of so many, and links them.</summary>
    public int? PageSize { get; set; }

    public bool LinksAbsolutely { get; set; }

    public int Pulls => Requests.Count(request => request.StartsWith("GET ", StringComparison.Ordinal) && request.Contains("/manifests/", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
        _http.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            using var response = context.Response;
            await AnswerAsync(context.Request, response);
        }
    }

    private async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        var path = request.Url!.PathAndQuery;
        Requests.Enqueue($"{request.HttpMethod} {path}");
        var isManifest = path.Contains("/manifests/", StringComparison.Ordinal);
        if (IsFlooded)
        {
            response.AddHeader("Retry-After", "30");
            await WriteAsync(response, 429, "Too Many Requests", "text/plain");
            return;
        }

        if (isManifest && RefusesHead && request.HttpMethod == "HEAD")
        {
            response.StatusCode = 405;
            return;
        }

        if (isManifest && Remaining is { } left)
        {
            var isPull = request.HttpMethod == "GET";
            Remaining = isPull && left > 0 ? left - 1 : left;
            response.AddHeader("ratelimit-limit", "100;w=21600");
            response.AddHeader("ratelimit-remaining", string.Create(CultureInfo.InvariantCulture, $"{Remaining};w=21600"));
            response.AddHeader("docker-ratelimit-source", "203.0.113.7");
            if (isPull && left == 0)
            {
                await WriteAsync(response, 429, """{"errors":[{"code":"TOOMANYREQUESTS","message":"You have reached your pull rate limit."}]}""", "application/json");
                return;
            }
        }

        await ForwardAsync(request, response);
    }

    private async Task ForwardAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        using var message = new HttpRequestMessage(HttpMethod.Parse(request.HttpMethod), new Uri(_registry, request.Url!.AbsolutePath));
        foreach (var accept in request.Headers.GetValues("Accept") ?? [])
        {
            message.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var answer = await _http.SendAsync(message);
        var body = await answer.Content.ReadAsByteArrayAsync();
        foreach (var header in answer.Headers.Where(header => !Own.Contains(header.Key)))
        {
            response.AddHeader(header.Key, string.Join(", ", header.Value));
        }

        if (PageSize is { } size && answer.IsSuccessStatusCode && request.Url.AbsolutePath.EndsWith("/tags/list", StringComparison.Ordinal))
        {
            body = Page(request, response, body, size);
        }

        if (CorruptsBlobs && body.Length > 0 && request.Url.AbsolutePath.Contains("/blobs/", StringComparison.Ordinal))
        {
            body[^1] ^= 1;
        }

        response.StatusCode = (int)answer.StatusCode;
        response.ContentType = answer.Content.Headers.ContentType?.ToString();
        if (request.HttpMethod != "HEAD")
        {
            response.ContentLength64 = body.Length;
            await response.OutputStream.WriteAsync(body);
        }
    }

    private byte[] Page(HttpListenerRequest request, HttpListenerResponse response, byte[] body, int size)
    {
        using var document = JsonDocument.Parse(body);
        var all = document.RootElement.GetProperty("tags") is { ValueKind: JsonValueKind.Array } tags
            ? tags.EnumerateArray().Select(tag => tag.GetString()!).Order(StringComparer.Ordinal).ToList() : [];
        var last = request.QueryString["last"];
        var page = all.Where(tag => last is null || string.CompareOrdinal(tag, last) > 0).Take(size).ToList();
        if (page.Count == size && page[^1] != all[^1])
        {
            response.AddHeader("Link", $"<{(LinksAbsolutely ? $"http://{Host}" : string.Empty)}{request.Url!.AbsolutePath}?n={size}&last={page[^1]}>; rel=\"next\"");
        }

        return Encoding.UTF8.GetBytes($$"""{"name":"x","tags":{{(page.Count == 0 ? "null" : JsonSerializer.Serialize(page))}}}""");
    }

    private static async Task WriteAsync(HttpListenerResponse response, int status, string body, string type)
    {
        response.StatusCode = status;
        response.ContentType = type;
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
    }
}
