using System.Buffers;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Recognition;

/// <summary>An HTTP/1 request (RFC 9112), or the preface of HTTP/2.</summary>
internal static class HttpText
{
    private const int MaxBodyBytes = 200;
    private const int MaxMethod = 20;

    private static readonly SearchValues<byte> MethodLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ-"u8);

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        if (bytes.StartsWith("PRI * HTTP/2.0\r\n"u8))
        {
            return new Facts("http").Add("version", "2").Say("HTTP/2 without TLS");
        }

        if (!StartsWithMethod(bytes))
        {
            return null;
        }

        var head = bytes[..HeadLength(bytes, out var isWhole)];
        var lines = TextLines.Of(head);
        var words = lines[0].Split(' ', 3);
        return words.Length >= 2 && IsRequest(words, lines.Count > 1 || isWhole) ? Describe(words, lines, bytes[head.Length..], port) : null;
    }

    /// <summary>Where the bytes behind a CONNECT begin; 0 for other requests.</summary>
    public static int TunnelStart(ReadOnlySpan<byte> bytes)
    {
        var length = HeadLength(bytes, out var isWhole);
        return isWhole && bytes.StartsWith("CONNECT "u8) ? length : 0;
    }

    /// <summary>Where the bytes behind the first head begin; their end while it is not whole.</summary>
    public static int HeadLength(ReadOnlySpan<byte> bytes) => HeadLength(bytes, out _);

    // A method is a word in capitals; which ones there are is open (PROPFIND, PURGE, M-SEARCH …).
    private static bool StartsWithMethod(ReadOnlySpan<byte> bytes)
    {
        var end = bytes[..Math.Min(bytes.Length, MaxMethod + 1)].IndexOf((byte)' ');
        return end >= 3 && bytes[..end].IndexOfAnyExcept(MethodLetters) < 0;
    }

    private static bool IsRequest(string[] words, bool hasLineEnd)
    {
        var looksLikeTarget = words[1].StartsWith('/') || words[1] == "*" || words[1].Contains("://", StringComparison.Ordinal) || words[0] == "CONNECT";
        return words.Length == 3
            ? words[2].StartsWith("HTTP/", StringComparison.Ordinal) || (!hasLineEnd && "HTTP/".StartsWith(words[2], StringComparison.Ordinal))
            // Without a version it is the oldest form, or the rest is still to come.
            : looksLikeTarget && words[0] is "GET" or "POST" or "PUT" or "HEAD" or "DELETE" or "OPTIONS" or "CONNECT" or "PATCH";
    }

    private static int HeadLength(ReadOnlySpan<byte> bytes, out bool isWhole)
    {
        var crlf = bytes.IndexOf("\r\n\r\n"u8);
        var lf = bytes.IndexOf("\n\n"u8);
        isWhole = crlf >= 0 || lf >= 0;
        return !isWhole ? bytes.Length : lf < 0 || (crlf >= 0 && crlf < lf) ? crlf + 4 : lf + 2;
    }

    private static Recognition Describe(string[] words, List<string> lines, ReadOnlySpan<byte> body, int port)
    {
        var (method, target) = (words[0], words[1]);
        var fields = lines.Skip(1).TakeWhile(line => line.Length > 0).ToList();
        var (host, path) = Split(method, target, TextLines.After(fields, "Host:"));
        var facts = new Facts("http").Add("method", method).Add("host", host).Add("path", path);
        if (method == "CONNECT")
        {
            facts.Add("target", target);
        }

        facts.Add("agent", TextLines.After(fields, "User-Agent:")).Add("api", HttpApi.Of(path, port));
        facts.Add("type", TextLines.After(fields, "Content-Type:")).Add("upgrade", TextLines.After(fields, "Upgrade:"));
        // chisel names its protocol and version so, whatever its file is called (jpillora/chisel, share/version.go).
        facts.Add("tunnel", TextLines.After(fields, "Sec-WebSocket-Protocol:")?.StartsWith("chisel-", StringComparison.Ordinal) == true ? "chisel" : null);
        if (Mining(Unchunked(body, fields)) is { } mining)
        {
            return mining with { Summary = $"{mining.Summary} (over HTTP)", Domain = HostNames.Of(host) };
        }

        facts.Add("body", body[..Math.Min(body.Length, MaxBodyBytes)]);
        return facts.Say($"HTTP {method} {Facts.Shown(host ?? string.Empty)}{TargetText.Cut(path, 300)}", HostNames.Of(host));
    }

    /// <summary>Host and path, wherever the request has them: in its first line (to a proxy) or apart.</summary>
    private static (string? Host, string Path) Split(string method, string target, string? field)
    {
        if (method == "CONNECT")
        {
            return (target, string.Empty);
        }

        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (scheme is < 1 or > 10)
        {
            return (field, target);
        }

        var rest = target[(scheme + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? rest : rest[..slash];
        return (authority[(authority.LastIndexOf('@') + 1)..], slash < 0 ? "/" : rest[slash..]);
    }

    // In pieces each of which begins with its length: the first one is enough.
    private static ReadOnlySpan<byte> Unchunked(ReadOnlySpan<byte> body, List<string> fields)
        => TextLines.After(fields, "Transfer-Encoding:")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true && body.IndexOf((byte)'\n') is > 0 and < 20 and var end ? body[(end + 1)..] : body;

    // Over HTTP a "login" or a "submit" is anybody's; the other calls are a miner's or a pool's alone.
    private static Recognition? Mining(ReadOnlySpan<byte> body)
        => StratumText.Read(body, 0) is { } found && (found.Details.GetValueOrDefault("method") is not ("login" or "submit" or "keepalived") || found.Details.ContainsKey("agent") || found.Details.ContainsKey("algo") || found.Details.ContainsKey("rigid")) ? found : null;
}
