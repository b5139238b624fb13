namespace DockerScan.Discord.Rendering;

/// <summary>Discord's bounds of a message, in UTF-16 units, which are never fewer than the characters it counts. From its API reference, v10.</summary>
internal static class DiscordLimits
{
    public const int Title = 256;
    public const int Description = 4096;
    public const int Fields = 25;
    public const int FieldName = 256;
    public const int FieldValue = 1024;

    /// <summary>Over all texts of all embeds of a message.</summary>
    public const int Total = 6000;

    public const int ButtonsInRow = 5;
    public const int ButtonLabel = 80;
    public const int CustomId = 100;
    public const int CommandDescription = 100;
}
