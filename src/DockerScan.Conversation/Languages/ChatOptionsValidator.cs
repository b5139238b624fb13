using DockerScan.Core;
using Microsoft.Extensions.Options;

namespace DockerScan.Conversation.Languages;

/// <param name="platforms">Every platform there is: a misspelt one would never be met, and nobody would know.</param>
internal sealed class ChatOptionsValidator(IEnumerable<ChatPlatform> platforms) : IValidateOptions<ChatOptions>
{
    private const int MaxPlaces = 1000;
    private const int MaxId = 64;
    private const int Shown = 80;
    private readonly IReadOnlyList<string> _platforms = [.. platforms.Select(platform => platform.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public ValidateOptionsResult Validate(string? name, ChatOptions options)
    {
        List<string> failures = [];
        Language(failures, "Chat:Language", options.Language);
        if (options.Languages.Count > MaxPlaces)
        {
            failures.Add(FormattableString.Invariant($"Chat:Languages has {options.Languages.Count} places; at most {MaxPlaces} are allowed"));
        }

        HashSet<string> places = new(StringComparer.Ordinal);
        for (var index = 0; index < options.Languages.Count; index++)
        {
            var key = FormattableString.Invariant($"Chat:Languages:{index}");
            Language(failures, $"{key}:Language", options.Languages[index].Language);
            Place(failures, $"{key}:Place", options.Languages[index].Place, places);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Language(List<string> failures, string key, string language)
    {
        if (!ReportLanguages.TryParse(language, out _))
        {
            failures.Add($"{key} is '{DisplayText.Clean(language, Shown)}'; it must be en or ko");
        }
    }

    private void Place(List<string> failures, string key, string place, HashSet<string> places)
    {
        var shown = DisplayText.Clean(place, Shown);
        var parts = place.Split(':', 2);
        if (!_platforms.Contains(parts[0], StringComparer.Ordinal))
        {
            failures.Add($"{key} is '{shown}'; it must begin with a platform: {string.Join(", ", _platforms)}");
        }
        else if (parts.Length == 2 && !IsPlace(parts[1]))
        {
            failures.Add($"{key} is '{shown}'; write ids of letters and digits, not names, e.g. {parts[0]}:SERVER or {parts[0]}:SERVER/CHANNEL");
        }
        else if (!places.Add(place))
        {
            failures.Add($"{key} is '{shown}' a second time; one place has one language");
        }
    }

    private static bool IsPlace(string text)
    {
        var ids = text.Split('/');
        return ids.Length <= 2 && ids.All(id => id.Length is > 0 and <= MaxId && id.All(char.IsAsciiLetterOrDigit));
    }
}
