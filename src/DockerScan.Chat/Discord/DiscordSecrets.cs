using System.Text;
using DockerScan.Core;

namespace DockerScan.Chat.Discord;

/// <summary>The bot token, from the settings or from a file that holds nothing else.</summary>
internal static class DiscordSecrets
{
    private const string Key = "Discord:BotToken";
    private const int MaxFileBytes = 4096;
    private const int LeastLength = 20;

    /// <exception cref="InvalidDataException">It is not there or cannot be one. The message never holds it.</exception>
    public static Secret BotToken(DiscordOptions options)
    {
        var text = (options.BotToken, options.BotTokenFile) switch
        {
            ({ Length: > 0 }, { Length: > 0 }) => throw new InvalidDataException($"{Key} and {Key}File are both set; set one of them"),
            ({ Length: > 0 } value, _) => value,
            (_, { Length: > 0 } file) => ReadFile(file),
            _ => throw new InvalidDataException($"{Key} is missing; set it or {Key}File"),
        };
        text = text.Trim();
        return text.Length >= LeastLength && text.All(letter => letter is > ' ' and < '\u007f') && !text.StartsWith("Bot", StringComparison.Ordinal)
            ? new Secret(text)
            : throw new InvalidDataException($"{Key} is no bot token; copy it from the developer portal, without the word Bot");
    }

    private static string ReadFile(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var buffer = new byte[MaxFileBytes + 1];
            var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return count <= MaxFileBytes
                ? Encoding.UTF8.GetString(buffer, 0, count)
                : throw new InvalidDataException(FormattableString.Invariant($"{Key}File holds more than {MaxFileBytes} bytes; it must hold the token alone"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException($"{Key}File cannot be read: {exception.GetType().Name}", exception);
        }
    }
}
