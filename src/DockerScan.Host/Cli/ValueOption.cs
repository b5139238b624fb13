using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DockerScan.Core;

namespace DockerScan.Host.Cli;

/// <summary>Options whose wrong values are said in one line. The library's own conversion throws when a wrong value is looked at.</summary>
internal static class ValueOption
{
    private const int Shown = 40;

    /// <summary>A whole number within bounds; null when it is not given.</summary>
    public static Option<int?> Number(string name, int least, int most, string valueName, string description) => new(name)
    {
        Description = description,
        HelpName = valueName,
        CustomParser = found => int.TryParse(Text(found), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Refuse<int?>(found, string.Create(CultureInfo.InvariantCulture, $"{name} is '{Clean(Text(found))}'; it may be {least} to {most}")),
    };

    /// <summary>One of some words; null when it is not given.</summary>
    public static Option<string?> Choice(string name, IReadOnlyList<string> words, string description) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', words),
        CustomParser = found => words.FirstOrDefault(word => word.Equals(Text(found), StringComparison.OrdinalIgnoreCase))
            ?? Refuse<string?>(found, $"{name} is '{Clean(Text(found))}'; it may be {string.Join(", ", words)}"),
    };

    /// <summary>The path of a file or folder; null when it is not given.</summary>
    public static Option<string?> FilePath(string name, string valueName, string description) => new(name)
    {
        Description = description,
        HelpName = valueName,
        CustomParser = found => string.IsNullOrWhiteSpace(Text(found)) ? Refuse<string?>(found, $"{name} is empty") : Text(found),
    };

    private static string Text(ArgumentResult found) => found.Tokens.Count == 1 ? found.Tokens[0].Value : string.Empty;

    private static T? Refuse<T>(ArgumentResult found, string problem)
    {
        found.AddError(problem);
        return default;
    }

    private static string Clean(string text) => DisplayText.Clean(text, Shown);
}
