using System.Text.RegularExpressions;
using DockerScan.Core;

namespace DockerScan.Host.Composition;

/// <summary>Says in a person's words what the settings' binder found: which key is wrong, and what was probably meant. Never a value: it could be a secret.</summary>
internal static partial class BinderProblem
{
    private const int MaxText = 400;

    // Keys of earlier versions, and what says the same now.
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Trivy:DatabaseGraceHours"] = "it is Trivy:MaxDatabaseAgeHours now, counted from when the database was made",
    };

    /// <summary>One line for each key that is wrong.</summary>
    public static IReadOnlyList<string> Explain(string message)
    {
        if (Unknown().Match(message) is { Success: true } unknown)
        {
            return [.. Quoted().Matches(unknown.Groups["keys"].Value).Select(key => UnknownKey(unknown.Groups["type"].Value, key.Groups["key"].Value))];
        }

        return Unreadable().Match(message) is { Success: true } unreadable
            ? [$"settings: {DisplayText.Clean(unreadable.Groups["key"].Value, 200)} must be {Expected(unreadable.Groups["type"].Value)}; see docs/configuration.md"]
            : ["settings: " + DisplayText.Clean(message, MaxText)];
    }

    private static string UnknownKey(string type, string key)
    {
        var (section, options) = SettingsSections.Options.FirstOrDefault(pair => pair.Value.FullName == type);
        var name = DisplayText.Clean(key, 100);
        if (section is not null && Renamed.TryGetValue($"{section}:{key}", out var now))
        {
            return $"settings: there is no {section}:{name} any more: {now}; docs/configuration.md lists them all";
        }

        var nearest = options is null ? null : NearestName.Find(key, options.GetProperties().Select(property => property.Name));
        return $"settings: there is no {(section is null ? name : $"{section}:{name}")}{(nearest is null ? string.Empty : $"; did you mean {section}:{nearest}?")}; docs/configuration.md lists them all";
    }

    private static string Expected(string type) => type switch
    {
        "System.Boolean" => "true or false",
        "System.Int32" or "System.Int64" => "a whole number",
        _ when SettingsSections.Options.Values.SelectMany(options => options.GetProperties()).Select(property => property.PropertyType).FirstOrDefault(each => each.IsEnum && each.FullName == type) is { } choice => string.Join(" or ", Enum.GetNames(choice)),
        _ => "of another kind",
    };

    [GeneratedRegex(@"not found on the instance of (?<type>[\w.]+): (?<keys>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unknown();

    [GeneratedRegex("'(?<key>[^']+)'", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"at '(?<key>[^']+)' to type '(?<type>[^']+)'", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unreadable();
}
