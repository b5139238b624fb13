using System.Net.Sockets;
using System.Text.Json;

namespace DockerScan.IntegrationTests;

/// <summary>What the engine itself says it has, asked without any of our code.</summary>
internal sealed class EngineView : IDisposable
{
    private readonly Uri _host;
    private readonly HttpClient _client;

    /// <param name="host">Its address; null for the one that <c>DOCKER_HOST</c> names.</param>
    public EngineView(string? host = null)
    {
        _host = new Uri(host ?? Environment.GetEnvironmentVariable("DOCKER_HOST")!);
        _client = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync }) { BaseAddress = new Uri("http://engine/") };
    }

    /// <summary>The names of the containers with an installation's label, ended ones included.</summary>
    public async Task<IReadOnlyList<string>> ContainersAsync(string owner, CancellationToken cancellationToken)
    {
        var filters = Uri.EscapeDataString(JsonSerializer.Serialize(new { label = new[] { "dev.dockerscan.owner=" + owner } }));
        var answer = await _client.GetStringAsync($"containers/json?all=true&filters={filters}", cancellationToken);
        using var list = JsonDocument.Parse(answer);
        return [.. list.RootElement.EnumerateArray().Select(each => $"{each.GetProperty("Names")[0]} {each.GetProperty("State")}")];
    }

    /// <summary>The address that containers on the engine's ordinary network have this machine under.</summary>
    public async Task<string> GatewayAsync(CancellationToken cancellationToken)
    {
        using var network = JsonDocument.Parse(await _client.GetStringAsync("networks/bridge", cancellationToken));
        return network.RootElement.GetProperty("IPAM").GetProperty("Config")[0].GetProperty("Gateway").GetString()!;
    }

    /// <summary>Makes an image like another one that starts something else.</summary>
    public async Task<string> MakeImageAsync(string like, string name, IReadOnlyList<string> entrypoint, CancellationToken cancellationToken)
    {
        using var created = await PostAsync("containers/create", new { Image = like, Entrypoint = entrypoint }, cancellationToken);
        var container = created.RootElement.GetProperty("Id").GetString()!;
        using var committed = await PostAsync($"commit?container={container}&repo={name}&tag=latest", new { Entrypoint = entrypoint }, cancellationToken);
        using var removed = await _client.DeleteAsync($"containers/{container}", cancellationToken);
        removed.EnsureSuccessStatusCode();
        return name;
    }

    /// <summary>Pushes an image that the engine has under another name, and leaves no trace of that name on the engine.</summary>
    public async Task PushAsync(string image, string repository, string tag, CancellationToken cancellationToken)
    {
        using var tagged = await _client.PostAsync($"images/{image}/tag?repo={Uri.EscapeDataString(repository)}&tag={tag}", null, cancellationToken);
        tagged.EnsureSuccessStatusCode();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"images/{repository}/push?tag={tag}");
        request.Headers.Add("X-Registry-Auth", Convert.ToBase64String("{}"u8));
        using var pushed = await _client.SendAsync(request, cancellationToken);
        var text = await pushed.Content.ReadAsStringAsync(cancellationToken);
        if (!pushed.IsSuccessStatusCode || text.Contains("\"error\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"push of {repository}:{tag}: {text}");
        }

        await RemoveImageAsync($"{repository}:{tag}");
    }

    public async Task RemoveImageAsync(string name)
    {
        using var removed = await _client.DeleteAsync($"images/{name}", CancellationToken.None);
        removed.EnsureSuccessStatusCode();
    }

    /// <summary>The names of all images; an image without one by its id.</summary>
    public async Task<IReadOnlyList<string>> ImagesAsync(CancellationToken cancellationToken)
    {
        using var list = JsonDocument.Parse(await _client.GetStringAsync("images/json?all=true", cancellationToken));
        return [.. list.RootElement.EnumerateArray().SelectMany(NamesOf)];
    }

    public void Dispose() => _client.Dispose();

    private static IEnumerable<string> NamesOf(JsonElement image)
        => image.GetProperty("RepoTags") is { ValueKind: JsonValueKind.Array } names && names.GetArrayLength() > 0
            ? names.EnumerateArray().Select(name => name.GetString()!)
            : [image.GetProperty("Id").GetString()!];

    private async Task<JsonDocument> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await _client.PostAsync(path, new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json"), cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text) : throw new InvalidOperationException($"{path}: {text}");
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Assert.SkipWhen(_host.Scheme != "unix", "DOCKER_HOST is no socket file");
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_host.AbsolutePath), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
