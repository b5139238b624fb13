namespace DockerScan.Discord.Rest;

/// <summary>A call of the API.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Name">Its shape, without ids, for logs and limits.</param>
/// <param name="Major">What its limit is counted by; may hold a credential, so it is never logged.</param>
/// <param name="Path">Its path below the API; may hold a credential too.</param>
internal sealed record DiscordRoute(HttpMethod Method, string Name, string Major, string Path)
{
    /// <summary>False where the interaction's token in the path is the credential.</summary>
    public bool UsesBotToken { get; private init; } = true;

    public static DiscordRoute Gateway { get; } = new(HttpMethod.Get, "gateway", string.Empty, "gateway/bot");
    public static DiscordRoute Application { get; } = new(HttpMethod.Get, "application", string.Empty, "applications/@me");

    public static DiscordRoute Callback(string id, string token)
        => new(HttpMethod.Post, "callback", token, $"interactions/{Id(id)}/{Escape(token)}/callback") { UsesBotToken = false };

    public static DiscordRoute EditOriginal(string application, string token)
        => new(HttpMethod.Patch, "edit original", token, $"webhooks/{Id(application)}/{Escape(token)}/messages/@original") { UsesBotToken = false };

    public static DiscordRoute EditFollowup(string application, string token, string message)
        => new(HttpMethod.Patch, "edit followup", token, $"webhooks/{Id(application)}/{Escape(token)}/messages/{Id(message)}") { UsesBotToken = false };

    public static DiscordRoute Followup(string application, string token)
        => new(HttpMethod.Post, "followup", token, $"webhooks/{Id(application)}/{Escape(token)}?wait=true") { UsesBotToken = false };

    public static DiscordRoute Post(string channel) => new(HttpMethod.Post, "post", channel, $"channels/{Id(channel)}/messages");

    public static DiscordRoute List(string channel, int most) => new(HttpMethod.Get, "list", channel, FormattableString.Invariant($"channels/{Id(channel)}/messages?limit={most}"));

    public static DiscordRoute Edit(string channel, string message) => new(HttpMethod.Patch, "edit", channel, $"channels/{Id(channel)}/messages/{Id(message)}");

    public static DiscordRoute GetCommands(string application, string? guild) => new(HttpMethod.Get, "list commands", guild ?? string.Empty, Commands(application, guild) + "?with_localizations=true");

    public static DiscordRoute PutCommands(string application, string? guild) => new(HttpMethod.Put, "set commands", guild ?? string.Empty, Commands(application, guild));

    private static string Commands(string application, string? guild)
        => guild is null ? $"applications/{Id(application)}/commands" : $"applications/{Id(application)}/guilds/{Id(guild)}/commands";

    // Ids come from outside and go into a path.
    private static string Id(string id) => Snowflake.IsOne(id) ? id : throw new DiscordException(DiscordProblem.Invalid, "an id is no id");

    private static string Escape(string token) => Uri.EscapeDataString(token);
}
