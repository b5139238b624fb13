using System.Text.Json;

namespace DockerScan.Discord.Inbound;

/// <summary>Reads single values out of what came in. Whatever is not there or of another kind is null.</summary>
internal static class DiscordPayload
{
    public static JsonElement? Object(JsonElement? parent, string name) => Get(parent, name) is { ValueKind: JsonValueKind.Object } found ? found : null;

    public static string? Text(JsonElement? parent, string name) => Get(parent, name) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    /// <summary>An id; null when it is none.</summary>
    public static string? Id(JsonElement? parent, string name) => Text(parent, name) is { } text && Snowflake.IsOne(text) ? text : null;

    public static int? Number(JsonElement? parent, string name)
        => Get(parent, name) is { ValueKind: JsonValueKind.Number } found && found.TryGetInt32(out var value) ? value : null;

    public static bool IsTrue(JsonElement? parent, string name) => Get(parent, name) is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> Items(JsonElement? parent, string name)
        => Get(parent, name) is { ValueKind: JsonValueKind.Array } found ? found.EnumerateArray() : [];

    private static JsonElement? Get(JsonElement? parent, string name)
        => parent is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var value) ? value : null;
}
