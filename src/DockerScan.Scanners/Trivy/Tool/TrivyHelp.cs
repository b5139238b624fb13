using System.Text.RegularExpressions;

namespace DockerScan.Scanners.Trivy.Tool;

/// <summary>Reads what <c>--version</c> and <c>image --help</c> print. An unknown flag ends Trivy, and names changed over the years.</summary>
internal static partial class TrivyHelp
{
    /// <summary>The version, or null when the text holds none.</summary>
    public static string? Version(string text)
        => VersionLine().Match(text) is { Success: true } match ? match.Groups["version"].Value : null;

    /// <summary>Every long flag.</summary>
    public static IReadOnlyList<string> Flags(string text)
        => [.. FlagLine().Matches(text).Select(match => match.Groups["flag"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The scanner's name among the allowed values of <c>--scanners</c>.</summary>
    public static string MisconfigurationName(string text)
    {
        var start = FlagLine().Matches(text).FirstOrDefault(match => match.Groups["flag"].Value == "--scanners");
        var next = start?.NextMatch();
        var block = start is null ? string.Empty
            : next is { Success: true } ? text[start.Index..next.Index] : text[start.Index..];
        return block.Contains("misconfig", StringComparison.Ordinal) || start is null ? "misconfig" : "config";
    }

    [GeneratedRegex(@"^Version:\s*v?(?<version>[0-9A-Za-z][0-9A-Za-z.+_-]{0,63})\s*$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex VersionLine();

    // "  -f, --format string   …": only at the start of a line, because help texts name flags in sentences too.
    [GeneratedRegex(@"^[ \t]{2,12}(?:-[a-zA-Z], )?(?<flag>--[a-z][a-z0-9-]{1,60})(?:[ \t\r]|$)", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex FlagLine();
}
