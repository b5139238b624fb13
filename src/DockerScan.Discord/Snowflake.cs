namespace DockerScan.Discord;

/// <summary>Discord's ids: up to 20 digits, kept as text.</summary>
internal static class Snowflake
{
    private const int MaxLength = 20;

    public static bool IsOne(string? text) => text is { Length: > 0 and <= MaxLength } && text.All(char.IsAsciiDigit);
}
