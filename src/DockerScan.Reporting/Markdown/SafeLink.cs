using System.Buffers;
using System.Globalization;
using System.Text;

namespace DockerScan.Reporting.Markdown;

/// <summary>Lets through only links that a person can be sent to: http and https with a host and nothing hidden in them.</summary>
internal static class SafeLink
{
    private const int MaxLength = 1024;
    private static readonly SearchValues<char> Normal = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@&=+,;%$!");
    private static readonly SearchValues<char> Refused = SearchValues.Create("\\\"<>`^{}|");

    /// <summary>The link, percent-encoded so that no character of it means anything in Markdown or HTML but <c>&amp;</c>; null when it is refused.</summary>
    public static string? Normalize(string? text)
    {
        if (text is not { Length: > 0 and <= MaxLength }
            || text.AsSpan().ContainsAnyInRange('\0', ' ')
            || text.AsSpan().ContainsAny(Refused)
            || !(text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.UserInfo.Length > 0
            || uri.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4)
            || uri.IdnHost.Length == 0)
        {
            return null;
        }

        var port = uri.IsDefaultPort ? string.Empty : FormattableString.Invariant($":{uri.Port}");
        return Encode($"{uri.Scheme}://{uri.IdnHost}{port}{uri.PathAndQuery}{uri.Fragment}");
    }

    /// <summary>True for what <see cref="Normalize"/> gives.</summary>
    public static bool IsNormal(string? url)
        => url is not null
            && (url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith("http://", StringComparison.Ordinal))
            && !url.AsSpan().ContainsAnyExcept(Normal);

    private static string Encode(string url)
    {
        if (!url.AsSpan().ContainsAnyExcept(Normal))
        {
            return url;
        }

        var result = new StringBuilder(url.Length);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in url.EnumerateRunes())
        {
            if (rune.IsAscii && Normal.Contains((char)rune.Value))
            {
                result.Append((char)rune.Value);
                continue;
            }

            foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
            {
                result.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return result.ToString();
    }
}
