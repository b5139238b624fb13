using System.Text.Json;
using DockerScan.Conversation.Commands;
using DockerScan.Discord.Inbound;
using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Discord.Commands;

/// <summary>Registers the slash commands, and only when they changed: Discord counts creations by the day.</summary>
internal sealed class DiscordCommandRegistrar(DiscordRest rest, CommandCatalog catalog, IOptions<DiscordOptions> options, ILogger<DiscordCommandRegistrar> logger)
{
    /// <summary>Makes what is registered what the catalog declares.</summary>
    /// <exception cref="DiscordException">Discord does not take it.</exception>
    public async Task SyncAsync(string application, CancellationToken cancellationToken)
    {
        var guilds = options.Value.CommandGuilds;
        foreach (var guild in guilds.Count == 0 ? [null] : guilds.Select(guild => (string?)guild))
        {
            await SyncAsync(application, guild, cancellationToken);
        }
    }

    private async Task SyncAsync(string application, string? guild, CancellationToken cancellationToken)
    {
        var wanted = catalog.Declarations.Select(DiscordCommandSpec.Of).ToList();
        var registered = await rest.SendAsync(DiscordRoute.GetCommands(application, guild), null, cancellationToken);
        if (registered is { ValueKind: JsonValueKind.Array } list && Same(wanted, list))
        {
            return;
        }

        await rest.SendAsync(DiscordRoute.PutCommands(application, guild), () => DiscordContent.Json(wanted), cancellationToken);
        Log.Registered(logger, wanted.Count, guild is null ? "all servers" : $"server {guild}");
    }

    // Discord adds fields of its own and leaves defaults out: what we set is compared, nothing else.
    private static bool Same(List<DiscordCommandSpec> wanted, JsonElement registered)
    {
        var ours = JsonSerializer.SerializeToElement(wanted, DiscordJson.Options).EnumerateArray().Select(Key).Order(StringComparer.Ordinal);
        var theirs = registered.EnumerateArray().Select(Key).Order(StringComparer.Ordinal);
        return ours.SequenceEqual(theirs, StringComparer.Ordinal);
    }

    private static string Key(JsonElement command) => string.Join(
        '\n',
        DiscordPayload.Items(command, "options").Select(OptionKey)
            .Prepend(string.Join(',', DiscordPayload.Items(command, "contexts").Select(each => each.GetRawText())))
            .Prepend(FormattableString.Invariant($"{DiscordPayload.Text(command, "name")}|{DiscordPayload.Text(command, "description")}|{Korean(command)}|{DiscordPayload.Number(command, "type") ?? 1}")));

    private static string OptionKey(JsonElement option)
        => FormattableString.Invariant($"{DiscordPayload.Text(option, "name")}|{DiscordPayload.Text(option, "description")}|{Korean(option)}|{DiscordPayload.Number(option, "type")}|{DiscordPayload.IsTrue(option, "required")}|{DiscordPayload.Number(option, "min_value")}|{DiscordPayload.Number(option, "max_value")}");

    // Given only to who asks with_localizations.
    private static string? Korean(JsonElement described)
        => described.TryGetProperty("description_localizations", out var languages) && languages.ValueKind == JsonValueKind.Object ? DiscordPayload.Text(languages, "ko") : null;
}
