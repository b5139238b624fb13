using System.Net;
using DockerScan.Core;

namespace DockerScan.Webhooks;

/// <summary>Which hosts may be called, and how.</summary>
internal static class WebhookHosts
{
    /// <summary>Whether a word names a host with its port.</summary>
    public static bool IsEntry(string entry)
        => entry.Length <= 260 && Uri.TryCreate($"tcp://{entry}", UriKind.Absolute, out var uri) && uri.Port > 0 && uri.AbsolutePath is "" or "/" && uri.UserInfo.Length == 0
            && uri.Query.Length == 0 && entry.EndsWith(FormattableString.Invariant($":{uri.Port}"), StringComparison.Ordinal);

    /// <summary>Whether a host may have a private address and be called without TLS: the operator listed it.</summary>
    public static bool IsListed(WebhookOptions options, string host, int port)
    {
        var bare = host.Trim('[', ']');
        return options.AllowedPrivate.Any(entry =>
            string.Equals(entry, FormattableString.Invariant($"{bare}:{port}"), StringComparison.OrdinalIgnoreCase)
            || string.Equals(entry, FormattableString.Invariant($"[{bare}]:{port}"), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Why an address cannot be called, without the address; null when it can. What its name resolves to is looked at when connecting.</summary>
    public static string? FindProblem(WebhookOptions options, Uri url)
        => url.UserInfo.Length > 0 ? "must not hold a name and a password"
            : url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp ? "must begin with https://"
            : IsListed(options, url.IdnHost, url.Port) ? null
            : url.Scheme == Uri.UriSchemeHttp ? "must begin with https://; without TLS only a host of Webhooks:AllowedPrivate is called"
            : IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var literal) && !PublicAddress.IsPublic(literal) ? "names a private address; an operator can list it, with its port, in Webhooks:AllowedPrivate"
            : null;
}
