using System.Globalization;
using System.Net;

namespace DockerScan.Core.Reputations;

/// <summary>Which names belong to the public DNS. Any other could tell of the operator's own network.</summary>
public static class PublicDomain
{
    private const int MaxName = 253;
    private const int MaxLabel = 63;

    // RFC 2606, 6761, 6762, 7686, 8375, 9476; the names of Docker and Kubernetes; names that companies use inside.
    private static readonly string[] Internal =
    [
        "local", "localhost", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "domain", "workgroup",
        "test", "example", "invalid", "onion", "alt", "arpa", "example.com", "example.net", "example.org", "svc", "consul",
    ];

    // Strict rules would refuse the underscores of service names, which are cut off here.
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = false, AllowUnassigned = false };

    /// <summary>The name in lower-case ASCII, without service labels (<c>_http._tcp</c>) and without a dot at its end; null when it is not public.</summary>
    public static string? Normalize(string? name)
    {
        var text = name?.TrimEnd('.');
        if (text is not { Length: > 0 and <= MaxName } || IPAddress.TryParse(text, out _))
        {
            return null;
        }

        while (text.StartsWith('_') && text.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
        {
            text = text[(dot + 1)..];
        }

        try
        {
            text = Idn.GetAscii(text).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // No name that a domain can have.
            return null;
        }

        var labels = text.Split('.');
        return text.Length <= MaxName && labels.Length >= 2 && Array.TrueForAll(labels, IsLabel) && !labels[^1].All(char.IsAsciiDigit) && !IsInternal(text) ? text : null;
    }

    private static bool IsLabel(string label)
        => label.Length is > 0 and <= MaxLabel && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') && label[0] != '-' && label[^1] != '-';

    private static bool IsInternal(string name)
        => Array.Exists(Internal, each => name == each || name.EndsWith("." + each, StringComparison.Ordinal));
}
