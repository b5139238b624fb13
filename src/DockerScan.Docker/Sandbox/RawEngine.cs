using System.Net;
using System.Text.Json.Nodes;
using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Docker.Sandbox;

/// <summary>Reads answers as streams. The client library loads each answer whole, and a target decides how large some of them are.</summary>
internal static class RawEngine
{
    private const int MaxErrorBytes = 4096;

    /// <summary>One GET request whose answer is read as a stream.</summary>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    public static async Task<T> GetAsync<T>(
        IDockerClient client, string path, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var (handler, endpoint) = Transport(client.Options);
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint, path));
        using var response = await invoker.SendAsync(request, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return response.StatusCode == HttpStatusCode.OK
            ? await read(body, cancellationToken)
            : throw new DockerApiException(response.StatusCode, await ErrorAsync(body, cancellationToken));
    }

    /// <summary>One GET request whose answer is JSON of at most so many bytes.</summary>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    /// <exception cref="InvalidDataException">It is longer.</exception>
    public static Task<JsonNode?> GetJsonAsync(IDockerClient client, string path, int maxBytes, CancellationToken cancellationToken)
        => GetAsync(
            client,
            path,
            async (body, token) =>
            {
                var bytes = await ReadAtMostAsync(body, maxBytes + 1, token);
                return bytes.Length <= maxBytes ? JsonNode.Parse(bytes.Span) : throw new InvalidDataException("the answer is too long");
            },
            cancellationToken);

    /// <summary>The first bytes of a stream.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAtMostAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[Math.Min(maxBytes, 64 << 10)];
        while (memory.Length < maxBytes
            && await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, maxBytes - memory.Length)), cancellationToken) is > 0 and var count)
        {
            memory.Write(buffer, 0, count);
        }

        return memory.ToArray();
    }

    private static async Task<string> ErrorAsync(Stream body, CancellationToken cancellationToken)
        => System.Text.Encoding.UTF8.GetString((await ReadAtMostAsync(body, MaxErrorBytes, cancellationToken)).Span);

    private static ResolvedTransport Transport(ResolvedClientOptions options)
    {
        IDockerHandlerFactory factory = options.Endpoint.Scheme switch
        {
            "unix" => global::Docker.DotNet.Unix.DockerHandlerFactory.Instance,
            "npipe" => global::Docker.DotNet.NPipe.DockerHandlerFactory.Instance,
            _ => global::Docker.DotNet.NativeHttp.DockerHandlerFactory.Instance,
        };
        return factory.CreateHandler(options, NullLogger.Instance);
    }
}
