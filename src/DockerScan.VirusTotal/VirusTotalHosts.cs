namespace DockerScan.VirusTotal;

/// <summary>Which addresses the key may be sent to.</summary>
internal static class VirusTotalHosts
{
    private const string Host = "www.virustotal.com";

    /// <summary>True for an address to upload to that is VirusTotal's, or on this machine when the API is.</summary>
    public static bool MayUpload(string address, string api)
        => Uri.TryCreate(address, UriKind.Absolute, out var url) && Uri.TryCreate(api, UriKind.Absolute, out var own) && url.UserInfo.Length == 0
            && url.Scheme == own.Scheme && string.Equals(url.Authority, own.Authority, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for VirusTotal's API over TLS, and for this machine.</summary>
    public static bool IsApi(string? text)
        => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.AbsolutePath.EndsWith('/')
            && ((url.Scheme == Uri.UriSchemeHttps && url.IsDefaultPort && string.Equals(url.IdnHost, Host, StringComparison.OrdinalIgnoreCase))
                || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
