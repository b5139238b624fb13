using System.Text.RegularExpressions;

namespace DockerScan.Host.Tests.Telemetry;

/// <summary>The table of metrics in docs/observability.md.</summary>
internal static partial class DocumentedMetrics
{
    /// <summary>Each with its type and labels.</summary>
    public static IReadOnlyDictionary<string, (string Type, IReadOnlyList<string> Labels)> Read()
        => File.ReadLines(Path.Combine(Repository.Root, "docs", "observability.md")).Select(line => Row().Match(line)).Where(row => row.Success)
            .ToDictionary(
                row => row.Groups["name"].Value,
                row => (row.Groups["type"].Value, (IReadOnlyList<string>)[.. Label().Matches(Values().Replace(row.Groups["labels"].Value, string.Empty)).Select(label => label.Groups["label"].Value)]),
                StringComparer.Ordinal);

    [GeneratedRegex(@"^\| `(?<name>dockerscan_\w+)` \| (?<type>\w+) \|(?<labels>[^|]*)\|", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    // What a label may be stands behind its name, up to the next label.
    [GeneratedRegex(@": [^;]*", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Values();

    [GeneratedRegex("`(?<label>[a-z]+)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Label();
}
