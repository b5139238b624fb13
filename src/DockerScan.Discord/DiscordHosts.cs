namespace DockerScan.Discord;

/// <summary>Where the token may be sent.</summary>
internal static class DiscordHosts
{
    /// <summary>Discord's API, or a stand-in on this machine.</summary>
    public static bool IsApi(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var url) && text.EndsWith('/') && url.UserInfo.Length == 0
            && ((url.Scheme == "https" && url.Host == "discord.com") || (url.Scheme == "http" && url.IsLoopback));

    /// <summary>A Gateway that the API named: Discord's, or one on this machine when the API is there too.</summary>
    public static bool IsGateway(string? text, string api)
        => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length == 0
            && ((url.Scheme == "wss" && (url.Host == "gateway.discord.gg" || url.Host.EndsWith(".discord.gg", StringComparison.Ordinal)))
                || (url.Scheme == "ws" && url.IsLoopback && new Uri(api).IsLoopback));
}
