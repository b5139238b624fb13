using System.Net.Sockets;
using System.Text.Json;

namespace DockerScan.IntegrationTests;

/// <summary>What the engine itself says it has, asked without any of our code.</summary>
internal sealed class EngineView : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { ConnectCallback = ConnectAsync }) { BaseAddress = new Uri("http://engine/") };

    /// <summary>The names of the containers with an installation's label, ended ones included.</summary>
    public async Task<IReadOnlyList<string>> ContainersAsync(string owner, CancellationToken cancellationToken)
    {
        var filters = Uri.EscapeDataString(JsonSerializer.Serialize(new { label = new[] { "dev.dockerscan.owner=" + owner } }));
        var answer = await _client.GetStringAsync($"containers/json?all=true&filters={filters}", cancellationToken);
        using var list = JsonDocument.Parse(answer);
        return [.. list.RootElement.EnumerateArray().Select(each => $"{each.GetProperty("Names")[0]} {each.GetProperty("State")}")];
    }

    public void Dispose() => _client.Dispose();

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = new Uri(Environment.GetEnvironmentVariable("DOCKER_HOST")!);
        Assert.SkipWhen(host.Scheme != "unix", "DOCKER_HOST is no socket file");
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(host.AbsolutePath), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
