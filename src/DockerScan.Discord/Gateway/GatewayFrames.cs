using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace DockerScan.Discord.Gateway;

/// <summary>JSON frames over a socket: one sender at a time, what comes in is bounded.</summary>
internal sealed class GatewayFrames(WebSocket socket) : IDisposable
{
    private const int MaxFrame = 4 << 20;
    private readonly SemaphoreSlim _sending = new(1, 1);

    /// <summary>The next frame; null when the socket closed.</summary>
    /// <exception cref="InvalidDataException">It is over 4 MiB or not JSON.</exception>
    public async Task<JsonElement?> ReadAsync(CancellationToken cancellationToken)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            var part = await socket.ReceiveAsync(bytes.GetMemory(4096), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            bytes.Advance(part.Count);
            if (bytes.WrittenCount > MaxFrame)
            {
                throw new InvalidDataException("a frame is over 4 MiB");
            }

            if (part.EndOfMessage)
            {
                return Parse(bytes.WrittenMemory);
            }
        }
    }

    public async Task SendAsync<T>(T frame, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(frame);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Dispose() => _sending.Dispose();

    private static JsonElement Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("a frame is not JSON", exception);
        }
    }
}
