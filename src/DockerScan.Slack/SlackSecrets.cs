using DockerScan.Core;

namespace DockerScan.Slack;

/// <summary>The secrets, from the settings or from files that hold nothing else.</summary>
internal static class SlackSecrets
{
    /// <summary>A secret.</summary>
    /// <exception cref="InvalidDataException">It is not there or cannot be used. The message never holds it.</exception>
    public static Secret Read(string key, string? value, string? file, string prefix)
    {
        var text = SecretSetting.Find(key, value, file) ?? throw new InvalidDataException($"{key} is missing; set it or {key}File");
        return text.Length > prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal) && text.All(letter => letter is > ' ' and < '\u007f')
            ? new Secret(text)
            : throw new InvalidDataException(prefix.Length > 0 ? $"{key} is not a token that starts with {prefix}" : $"{key} is empty or holds characters that no secret has");
    }

    public static Secret BotToken(SlackOptions options) => Read("Slack:BotToken", options.BotToken, options.BotTokenFile, "xoxb-");

    public static Secret AppToken(SlackOptions options) => Read("Slack:AppToken", options.AppToken, options.AppTokenFile, "xapp-");

    public static Secret SigningSecret(SlackOptions options) => Read("Slack:SigningSecret", options.SigningSecret, options.SigningSecretFile, string.Empty);
}
