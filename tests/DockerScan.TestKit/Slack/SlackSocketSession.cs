using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace DockerScan.TestKit.Slack;

/// <summary>One client of Socket Mode, as the server sees it.</summary>
/// <param name="socket">Its socket.</param>
/// <param name="cut">Ends its TCP connection.</param>
internal sealed class SlackSocketSession(WebSocket socket, Action cut) : IDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> _waiting = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _sending = new(1);

    /// <summary>Sends an envelope; the task ends with its acknowledgement.</summary>
    public async Task<JsonObject> DeliverAsync(JsonObject envelope, CancellationToken cancellationToken)
    {
        var acknowledged = _waiting.GetOrAdd(envelope["envelope_id"]!.ToString(), _ => new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously));
        await SendAsync(envelope, cancellationToken);
        return await acknowledged.Task.WaitAsync(cancellationToken);
    }

    public async Task SendAsync(JsonObject frame, CancellationToken cancellationToken) => await SendAsync(frame.ToJsonString(), cancellationToken);

    public async Task SendAsync(string frame, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The line is cut, without a word. The socket's own Abort leaves the TCP connection open.</summary>
    public void Drop() => cut();

    /// <summary>A close frame.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) => socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);

    /// <summary>Reads acknowledgements until the client is gone.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[64 << 10];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer, cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
                    return;
                }

                Acknowledge(JsonNode.Parse(buffer.AsSpan(0, part.Count)) as JsonObject);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The client went, or the server ends.
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }

    private void Acknowledge(JsonObject? frame)
    {
        if (frame?["envelope_id"]?.ToString() is { } id && _waiting.TryRemove(id, out var waiting))
        {
            waiting.TrySetResult(frame);
        }
    }
}
