using DockerScan.Core;

namespace DockerScan.Webhooks;

/// <summary>An address to tell, as it is now: its files are read each time, so that a secret is replaced without a start.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its address, which may be a secret.</param>
/// <param name="Secrets">What to sign with, one or two.</param>
internal sealed record WebhookTarget(string Name, Uri Url, IReadOnlyList<WebhookSecret> Secrets)
{
    private const int MaxName = 40, MaxUrl = 2048, MaxSecrets = 2;

    /// <summary>Reads one.</summary>
    /// <param name="key">Where it stands in the settings.</param>
    /// <param name="target">It.</param>
    /// <param name="options">What may be called.</param>
    /// <exception cref="InvalidDataException">It cannot be used. The message holds neither address nor secret.</exception>
    public static WebhookTarget Read(string key, WebhookTargetOptions target, WebhookOptions options)
    {
        if (!IsName(target.Name))
        {
            throw new InvalidDataException($"{key}:Name is '{DisplayText.Clean(target.Name, MaxName)}'; it must be 1 to {MaxName} lower-case letters, digits and dashes");
        }

        var address = SecretSetting.Find($"{key}:Url", target.Url, target.UrlFile) ?? throw new InvalidDataException($"{key}:Url is missing; set it or {key}:UrlFile");
        if (address.Length > MaxUrl || !Uri.TryCreate(address, UriKind.Absolute, out var url))
        {
            throw new InvalidDataException($"{key}:Url is no address that begins with https://");
        }

        if (WebhookHosts.FindProblem(options, url) is { } problem)
        {
            throw new InvalidDataException($"{key}:Url {problem}");
        }

        var words = (SecretSetting.Find($"{key}:Secret", target.Secret, target.SecretFile) ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length is >= 1 and <= MaxSecrets && words.Select(WebhookSecret.Find).OfType<WebhookSecret>().ToList() is var secrets && secrets.Count == words.Length
            ? new WebhookTarget(target.Name, url, secrets)
            : throw new InvalidDataException($"{key}:Secret must be whsec_ and 24 to 64 bytes in base64 (or two of them, the newer first); make one with: printf 'whsec_%s' \"$(head -c 32 /dev/urandom | base64)\"");
    }

    /// <summary>Whether a word can be a name.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= MaxName && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
