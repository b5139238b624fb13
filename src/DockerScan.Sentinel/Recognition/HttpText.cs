namespace DockerScan.Sentinel.Recognition;

/// <summary>An HTTP/1 request (RFC 9112), or the preface of HTTP/2.</summary>
internal static class HttpText
{
    private const int MaxBodyChars = 200;

    private static readonly string[] Methods = ["GET", "POST", "PUT", "HEAD", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE", "PROPFIND"];

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        if (bytes.StartsWith("PRI * HTTP/2.0\r\n"u8))
        {
            return new Recognition { Application = "http", Summary = "HTTP/2 without TLS", Details = { ["version"] = "2" } };
        }

        if (!StartsWithMethod(bytes))
        {
            return null;
        }

        var lines = TextLines.Of(bytes);
        var words = lines[0].Split(' ', 3);
        // "GET x" alone is no request; old clients leave the version out only with a path.
        if (words.Length < 2 || (words.Length == 3 ? !words[2].StartsWith("HTTP/", StringComparison.Ordinal) : !words[1].StartsWith('/')))
        {
            return null;
        }

        return Describe(words[0], words[1], lines);
    }

    private static Recognition Describe(string method, string target, List<string> lines)
    {
        var host = TextLines.After(lines, "Host:");
        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["method"] = method,
            ["path"] = Recognizer.Detail(target),
        };
        Add(details, "host", host);
        Add(details, "agent", TextLines.After(lines, "User-Agent:"));
        Add(details, "type", TextLines.After(lines, "Content-Type:"));
        var blank = lines.IndexOf(string.Empty);
        if (blank >= 0 && blank + 1 < lines.Count)
        {
            var body = string.Join('\n', lines.Skip(blank + 1));
            Add(details, "body", body.Length > MaxBodyChars ? body[..MaxBodyChars] : body);
        }

        return new Recognition
        {
            Application = "http",
            Summary = $"HTTP {method} {Recognizer.Detail((method == "CONNECT" ? string.Empty : host) + target)}",
            Details = details,
            Domain = NameOf(method == "CONNECT" ? target : host),
        };
    }

    /// <summary>The name without its port; null when it is an address or no name.</summary>
    private static string? NameOf(string? host)
    {
        var name = host?.Split(':')[0].ToLowerInvariant();
        return string.IsNullOrEmpty(name) || name.Length > 253 || !name.Any(char.IsAsciiLetter)
            || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')) ? null : name;
    }

    private static void Add(Dictionary<string, string> details, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            details[name] = Recognizer.Detail(value);
        }
    }

    private static bool StartsWithMethod(ReadOnlySpan<byte> bytes)
    {
        foreach (var method in Methods)
        {
            if (StartsWithWord(bytes, method))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWithWord(ReadOnlySpan<byte> bytes, string word)
    {
        if (bytes.Length <= word.Length || bytes[word.Length] != (byte)' ')
        {
            return false;
        }

        for (var i = 0; i < word.Length; i++)
        {
            if (bytes[i] != word[i])
            {
                return false;
            }
        }

        return true;
    }
}
