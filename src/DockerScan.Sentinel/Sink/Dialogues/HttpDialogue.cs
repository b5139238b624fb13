using System.Globalization;
using System.Text;

namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>
/// An HTTP/1 server: reads whole requests, bodies too (a thief's POST must not be cut short), and answers each.
/// Header and kept body are bounded; a body is skipped as it comes.
/// </summary>
internal class HttpDialogue(Func<HttpRequest, HttpReply> respond) : Dialogue
{
    private const int MaxHeader = 8 * 1024;
    private const int MaxHeaders = 64;
    private const int MaxBody = 2 * 1024;
    private const int MaxAnswers = 16;
    private static readonly byte[] LastChunk = "0\r\n\r\n"u8.ToArray();
    private readonly List<byte> _answer = [];
    private byte[] _header = [];
    private int _headerLength;
    private byte[] _body = [];
    private HttpRequest? _request;
    private long _left;
    private int _matched;
    private bool _isChunked;
    private WebSocket? _socket;

    public override bool HasForeignLines => true;

    public override byte[] Answer(ReadOnlySpan<byte> bytes)
    {
        _answer.Clear();
        if (_socket is not null)
        {
            return Frames(bytes);
        }

        for (var requests = 0; bytes.Length > 0 && !Close && !IsOver && requests < MaxAnswers;)
        {
            var used = _request is null ? ReadHeader(bytes) : ReadBody(bytes);
            bytes = bytes[used..];
            if (_request is not null && _left == 0 && !_isChunked)
            {
                Finish();
                requests++;
            }

            if (_socket is not null)
            {
                return Frames(bytes);
            }
        }

        return [.. _answer];
    }

    private byte[] Frames(ReadOnlySpan<byte> bytes)
    {
        _answer.AddRange(_socket!.Answer(bytes));
        Close |= _socket.IsClosed;
        return [.. _answer];
    }

    private int ReadHeader(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (_headerLength == MaxHeader)
            {
                _answer.AddRange(new HttpReply(431, "Request Header Fields Too Large", "text/plain", string.Empty).ToBytes(true, close: true));
                Close = true;
                return bytes.Length;
            }

            if (_headerLength == _header.Length)
            {
                Array.Resize(ref _header, Math.Min(MaxHeader, Math.Max(512, _header.Length * 2)));
            }

            _header[_headerLength++] = bytes[i];
            var header = _header.AsSpan(0, _headerLength);
            if (bytes[i] == (byte)'\n' && (header.EndsWith("\r\n\r\n"u8) || header.EndsWith("\n\n"u8)))
            {
                Parse(Encoding.Latin1.GetString(header));
                _headerLength = 0;
                return i + 1;
            }
        }

        return bytes.Length;
    }

    private void Parse(string text)
    {
        var lines = text.Split('\n');
        var words = lines[0].TrimEnd('\r').Split(' ', 3);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1).Take(MaxHeaders))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            }
        }

        _request = new HttpRequest(words[0], words.Length > 1 ? words[1] : "/", words.Length > 2 ? words[2] : "HTTP/0.9", headers, []);
        _isChunked = _request.Header("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true;
        _left = !_isChunked && long.TryParse(_request.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0;
        (_body, _matched) = ([], 0);
        if (_request.Header("Expect") is not null)
        {
            _answer.AddRange("HTTP/1.1 100 Continue\r\n\r\n"u8);
        }
    }

    private int ReadBody(ReadOnlySpan<byte> bytes)
    {
        var counted = (int)Math.Min(bytes.Length, _left);
        var used = _isChunked ? UntilLastChunk(bytes) : counted;
        _left -= counted;
        var keep = Math.Min(used, MaxBody - _body.Length);
        if (keep > 0)
        {
            _body = [.. _body, .. bytes[..keep]];
        }

        return used;
    }

    private int UntilLastChunk(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            _matched = bytes[i] == LastChunk[_matched] ? _matched + 1 : bytes[i] == LastChunk[0] ? 1 : 0;
            if (_matched == LastChunk.Length)
            {
                _isChunked = false;
                return i + 1;
            }
        }

        return bytes.Length;
    }

    private void Finish()
    {
        var request = _request! with { Body = _body };
        _request = null;
        _body = [];
        if (WebSocket.Open(request) is { } opened)
        {
            _socket = new WebSocket();
            _answer.AddRange(opened.ToBytes(withBody: false, close: false));
            return;
        }

        var isConnect = request.Method == "CONNECT";
        Close = !isConnect &&
            (request.Header("Connection")?.Contains("close", StringComparison.OrdinalIgnoreCase) == true ||
            (request.Version != "HTTP/1.1" && request.Header("Connection")?.Contains("keep-alive", StringComparison.OrdinalIgnoreCase) != true));
        IsOver = isConnect;
        _answer.AddRange(isConnect
            ? "HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray()
            : respond(request).ToBytes(request.Method != "HEAD", Close));
    }
}
