using System.Net.WebSockets;
using DockerScan.Core;

namespace DockerScan.Slack.Sockets;

/// <summary>One WebSocket. It reads and acknowledges until it is closed, also after Slack has announced its end.</summary>
internal sealed class SlackConnection : IAsyncDisposable
{
    private const int MaxFrameBytes = 1 << 20;
    private const int MaxReason = 60;
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);
    private readonly ClientWebSocket _socket = new();
    private readonly SlackEnvelopes _envelopes;
    private readonly Action _onHello;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;

    /// <param name="envelopes">Reads what comes.</param>
    /// <param name="onHello">Called when Slack has said hello, before anything else is read.</param>
    /// <param name="time">The clock.</param>
    public SlackConnection(SlackEnvelopes envelopes, Action onHello, TimeProvider time)
    {
        (_envelopes, _onHello, _time) = (envelopes, onHello, time);

        // A dead peer is noticed within ten seconds: without a timeout it never would be. Both as in Slack's own clients: the one for
        // Python asks each five seconds, the one for JavaScript waits five for an answer.
        _socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(5);
        _socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(5);
    }

    /// <summary>Why it ends, as soon as that is known: Slack's reason, or that it broke.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>Connects and waits until Slack says hello.</summary>
    /// <exception cref="WebSocketException">There is no connection.</exception>
    /// <exception cref="OperationCanceledException">It took too long, or was cancelled.</exception>
    public async Task OpenAsync(Uri url, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        await _socket.ConnectAsync(url, linked.Token);
        _reading = ReadAsync();
        await _hello.Task.WaitAsync(linked.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task CloseAsync()
    {
        if (_socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        using var limit = new CancellationTokenSource(CloseLimit, _time);
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
            await _reading.WaitAsync(limit.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It is gone already, which is what was wanted.
        }
    }

    private async Task ReadAsync()
    {
        var reason = "closed";
        try
        {
            while (await ReceiveAsync() is { } frame)
            {
                await HandleAsync(_envelopes.Read(frame));
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or InvalidDataException or ObjectDisposedException)
        {
            reason = exception is InvalidDataException ? "frame_too_large" : "connection_lost";
        }
        finally
        {
            _ended.TrySetResult(reason);
            _hello.TrySetException(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));
            _ = _hello.Task.Exception;
        }
    }

    private async Task HandleAsync(SlackFrame frame)
    {
        switch (frame.Kind)
        {
            case SlackFrameKind.Hello:
                _onHello();
                _hello.TrySetResult();
                break;
            case SlackFrameKind.Disconnect:
                _ended.TrySetResult(DisplayText.Clean(frame.Reason, MaxReason));
                break;
            case SlackFrameKind.Envelope:
                await _socket.SendAsync(frame.Acknowledgement, WebSocketMessageType.Text, endOfMessage: true, _stop.Token);
                break;
            case SlackFrameKind.Other:
                break;
        }
    }

    /// <summary>A whole message; null when the other side closed.</summary>
    private async Task<ReadOnlyMemory<byte>?> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), _stop.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (message.Length + part.Count > MaxFrameBytes)
            {
                throw new InvalidDataException("a frame is larger than a mebibyte");
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return message.ToArray();
            }
        }
    }
}
