namespace DockerScan.Slack;

/// <summary>Which addresses are Slack's. Addresses come with answers and payloads, and nothing else may be called.</summary>
internal static class SlackHosts
{
    private static readonly string[] Domains = ["slack.com", "slack-gov.com"];

    /// <summary>True for an address of Slack's over TLS, or of the host of <paramref name="api"/> when that is this machine.</summary>
    public static bool MayCall(Uri url, Uri api)
        => url.IsAbsoluteUri && url.UserInfo.Length == 0
            && ((url.Scheme is "https" or "wss" && url.IsDefaultPort && IsSlack(url.IdnHost))
                || (api.IsLoopback && string.Equals(url.Authority, api.Authority, StringComparison.OrdinalIgnoreCase)));

    private static bool IsSlack(string host)
        => Array.Exists(Domains, domain => string.Equals(host, domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));
}
