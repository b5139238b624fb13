using System.Text;
using DockerScan.Sentinel.Hashing;
using DockerScan.Sentinel.Recognition;

namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>A WebSocket's server (RFC 6455): takes messages and answers those that are calls, as a pool behind one does.</summary>
internal sealed class WebSocket
{
    private const int MaxFrame = 4 * 1024;
    private const int MaxAnswers = 16;
    private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private readonly List<byte> _open = [];
    private ulong _skip;

    /// <summary>True once the caller has said goodbye.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The answer that opens one; null when the request does not ask for it.</summary>
    public static HttpReply? Open(HttpRequest request)
        => request.Method == "GET" && string.Equals(request.Header("Upgrade"), "websocket", StringComparison.OrdinalIgnoreCase) && request.Header("Sec-WebSocket-Key") is { Length: > 0 and <= 64 } key
            ? new HttpReply(101, "Switching Protocols", string.Empty, string.Empty)
            {
                Headers = [("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", Convert.ToBase64String(Sha1.Hash(Encoding.ASCII.GetBytes(key + Guid))))],
            }
            : null;

    public byte[] Answer(ReadOnlySpan<byte> bytes)
    {
        var answer = new List<byte>();
        while (bytes.Length > 0 && !IsClosed)
        {
            var skipped = (int)Math.Min(_skip, (ulong)bytes.Length);
            _skip -= (ulong)skipped;
            bytes = bytes[skipped..];
            var taken = Math.Min(bytes.Length, MaxFrame - _open.Count);
            _open.AddRange(bytes[..taken]);
            bytes = bytes[taken..];
            TakeFrames(answer);
        }

        return [.. answer];
    }

    private void TakeFrames(List<byte> answer)
    {
        for (var i = 0; i < MaxAnswers * 4 && !IsClosed; i++)
        {
            var open = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_open);
            if (WebSocketBytes.Head(open) is not { } frame)
            {
                return;
            }

            var whole = (ulong)frame.HeadLength + frame.Length;
            if (whole > MaxFrame)
            {
                // Too long to be a call: it is passed over.
                _skip = whole - (ulong)Math.Min(whole, (ulong)open.Length);
                _open.RemoveRange(0, (int)Math.Min(whole, (ulong)open.Length));
                continue;
            }

            if ((ulong)open.Length < whole)
            {
                return;
            }

            Take(frame.Operation, WebSocketBytes.Unmask(open[frame.HeadLength..(int)whole], frame.Mask), answer);
            _open.RemoveRange(0, (int)whole);
        }

        // More frames at once than anybody answers.
        _open.Clear();
    }

    private void Take(int operation, byte[] body, List<byte> answer)
    {
        switch (operation)
        {
            case 1 or 2 when JsonRpc.Answer(Encoding.UTF8.GetString(body)) is { } text:
                answer.AddRange(Made(1, Encoding.UTF8.GetBytes(text)));
                break;
            case 8:
                answer.AddRange(Made(8, body.Length >= 2 ? body[..2] : []));
                IsClosed = true;
                break;
            case 9 when body.Length < 126:
                answer.AddRange(Made(10, body));
                break;
        }
    }

    private static byte[] Made(int operation, byte[] body)
        => body.Length < 126 ? [(byte)(0x80 | operation), (byte)body.Length, .. body] : [(byte)(0x80 | operation), 126, (byte)(body.Length >> 8), (byte)body.Length, .. body];
}
