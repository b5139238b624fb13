using System.Collections.Frozen;
using System.Globalization;

namespace DockerScan.Core.Findings;

/// <summary>What findings say of themselves, in a reader's language. Stored is English alone; what nobody has put into words stays so.</summary>
public static class FindingWords
{
    private static readonly Lazy<FrozenDictionary<string, string>> Whole = new(() => KoreanFindings.Texts
        .Where(text => !text.English.Contains('{', StringComparison.Ordinal)).ToFrozenDictionary(text => text.English, text => text.Korean, StringComparer.Ordinal));

    // The longest beginning first: what stands in a hole could be the end of another text.
    private static readonly Lazy<IReadOnlyList<(string[] Parts, string Korean)>> WithHoles = new(() =>
    [
        .. KoreanFindings.Texts.Where(text => text.English.Contains('{', StringComparison.Ordinal))
            .Select(text => (Parts: text.English.Split(["{0}", "{1}", "{2}"], StringSplitOptions.None), text.Korean))
            .OrderByDescending(text => text.Parts[0].Length),
    ]);

    /// <summary>A title, an explanation, a reason or an advice in a language; as it is where there is no other.</summary>
    public static string In(string text, ReportLanguage language)
        => language == ReportLanguage.English || text.Length == 0 ? text : Whole.Value.GetValueOrDefault(text) ?? Fill(text) ?? text;

    private static string? Fill(string text)
    {
        foreach (var (parts, korean) in WithHoles.Value)
        {
            if (Holes(text, parts) is { } holes)
            {
                return string.Format(CultureInfo.InvariantCulture, korean, [.. holes.Select(hole => Whole.Value.GetValueOrDefault(hole) ?? hole)]);
            }
        }

        return null;
    }

    /// <summary>What stands between the parts of a text; null when it is another text.</summary>
    private static List<string>? Holes(string text, string[] parts)
    {
        if (!text.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return null;
        }

        var (holes, at) = (new List<string>(), parts[0].Length);
        for (var part = 1; part < parts.Length; part++)
        {
            var isLast = part == parts.Length - 1;
            var end = isLast && text.EndsWith(parts[part], StringComparison.Ordinal) ? text.Length - parts[part].Length
                : isLast ? -1 : text.IndexOf(parts[part], at, StringComparison.Ordinal);
            if (end <= at)
            {
                return null;
            }

            holes.Add(text[at..end]);
            at = end + parts[part].Length;
        }

        return holes;
    }
}
