using DockerScan.Core;

namespace DockerScan.Discord;

/// <summary>The bot token, from the settings or from a file that holds nothing else.</summary>
internal static class DiscordSecrets
{
    private const string Key = "Discord:BotToken";
    private const int LeastLength = 20;

    /// <exception cref="InvalidDataException">It is not there or cannot be one. The message never holds it.</exception>
    public static Secret BotToken(DiscordOptions options)
    {
        var text = SecretSetting.Find(Key, options.BotToken, options.BotTokenFile) ?? throw new InvalidDataException($"{Key} is missing; set it or {Key}File");
        return text.Length >= LeastLength && text.All(letter => letter is > ' ' and < '\u007f') && !text.StartsWith("Bot", StringComparison.Ordinal)
            ? new Secret(text)
            : throw new InvalidDataException($"{Key} is no bot token; copy it from the developer portal, without the word Bot");
    }
}
