using DockerScan.Core;

namespace DockerScan.Chat.Slack;

/// <summary>The secrets, from the settings or from files that hold nothing else.</summary>
internal static class SlackSecrets
{
    private const int MaxFileBytes = 4096;

    /// <summary>A secret.</summary>
    /// <exception cref="InvalidDataException">It is not there or cannot be used. The message never holds it.</exception>
    public static Secret Read(string key, string? value, string? file, string prefix)
    {
        var text = (value, file) switch
        {
            ({ Length: > 0 }, { Length: > 0 }) => throw new InvalidDataException($"{key} and {key}File are both set; set one of them"),
            ({ Length: > 0 }, _) => value,
            (_, { Length: > 0 }) => ReadFile(key, file),
            _ => throw new InvalidDataException($"{key} is missing; set it or {key}File"),
        };
        text = text.Trim();
        return text.Length > prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal) && text.All(letter => letter is > ' ' and < '\u007f')
            ? new Secret(text)
            : throw new InvalidDataException(prefix.Length > 0 ? $"{key} is not a token that starts with {prefix}" : $"{key} is empty or holds characters that no secret has");
    }

    public static Secret BotToken(SlackOptions options) => Read("Slack:BotToken", options.BotToken, options.BotTokenFile, "xoxb-");

    public static Secret AppToken(SlackOptions options) => Read("Slack:AppToken", options.AppToken, options.AppTokenFile, "xapp-");

    public static Secret SigningSecret(SlackOptions options) => Read("Slack:SigningSecret", options.SigningSecret, options.SigningSecretFile, string.Empty);

    private static string ReadFile(string key, string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var buffer = new byte[MaxFileBytes + 1];
            var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return count <= MaxFileBytes
                ? System.Text.Encoding.UTF8.GetString(buffer, 0, count)
                : throw new InvalidDataException($"{key}File holds more than {FormattableString.Invariant($"{MaxFileBytes}")} bytes; it must hold the secret alone");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException($"{key}File cannot be read: {exception.GetType().Name}", exception);
        }
    }
}
