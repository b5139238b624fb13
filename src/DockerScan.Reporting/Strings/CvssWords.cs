using DockerScan.Core;

namespace DockerScan.Reporting.Strings;

/// <summary>A CVSS v3 or v4 base vector in words: from where, with what, and what is lost.</summary>
/// <remarks>Metrics: CVSS v3.1 specification, section 2; CVSS v4.0, section 2. Of a vector with a value that is none of theirs nothing is said.</remarks>
internal static class CvssWords
{
    private const int MaxLength = 512;
    private static readonly string[] EnglishLosses = ["confidentiality", "integrity", "availability"];
    private static readonly string[] KoreanLosses = ["기밀성", "무결성", "가용성"];

    /// <summary>One part of a sentence; null when there is nothing to say.</summary>
    public static string? Of(string? vector, ReportLanguage language)
    {
        if (vector is not { Length: > 0 and <= MaxLength } || !vector.StartsWith("CVSS:", StringComparison.Ordinal))
        {
            return null;
        }

        var metrics = vector.Split('/').Select(pair => pair.Split(':')).Where(pair => pair.Length == 2).GroupBy(pair => pair[0], StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First()[1], StringComparer.Ordinal);
        var prefix = metrics.ContainsKey("VC") ? "V" : string.Empty;
        string[] impacts = [Value(prefix + "C"), Value(prefix + "I"), Value(prefix + "A")];
        var isKorean = language == ReportLanguage.Korean;
        string?[] ways = isKorean
            ? [Reach(Value("AV"), "네트워크에서", "인접 네트워크에서", "로컬에서", "물리적 접근으로"), Login(Value("PR"), "계정 없이", "일반 계정으로", "관리자 계정으로"), Helper(Value("UI"), "사용자 개입 없이", "사용자 개입이 있을 때")]
            : [Reach(Value("AV"), "over the network", "from a neighbouring network", "locally", "with the machine at hand"), Login(Value("PR"), "without an account", "with an account", "with an administrator's account"), Helper(Value("UI"), "without anybody's help", "if a person helps")];
        if (ways.Contains(null) || !Array.TrueForAll(impacts, impact => impact is "H" or "L" or "N"))
        {
            return null;
        }

        var way = string.Join(", ", ways);
        string[] losses = isKorean ? [Losses(impacts, "H", KoreanLosses, "·", "·", "{0} 전부 상실"), Losses(impacts, "L", KoreanLosses, "·", "·", "{0} 일부 상실")]
            : [Losses(impacts, "H", EnglishLosses, ", ", " and ", "loss of {0}"), Losses(impacts, "L", EnglishLosses, ", ", " and ", "some loss of {0}")];
        var lost = losses.Where(loss => loss.Length > 0).ToList();
        return lost.Count == 0 ? way : $"{way}: {string.Join(", ", lost)}";

        string Value(string name) => metrics.GetValueOrDefault(name, string.Empty);
    }

    private static string? Reach(string value, string network, string adjacent, string local, string physical)
        => value switch { "N" => network, "A" => adjacent, "L" => local, "P" => physical, _ => null };

    private static string? Login(string value, string none, string low, string high) => value switch { "N" => none, "L" => low, "H" => high, _ => null };

    private static string? Helper(string value, string none, string some) => value switch { "N" => none, "R" or "P" or "A" => some, _ => null };

    private static string Losses(string[] impacts, string level, string[] names, string joined, string last, string format)
    {
        var hit = names.Where((_, index) => impacts[index] == level).ToList();
        return hit.Count == 0 ? string.Empty : string.Format(
            System.Globalization.CultureInfo.InvariantCulture, format, hit.Count == 1 ? hit[0] : string.Join(joined, hit.SkipLast(1)) + last + hit[^1]);
    }
}
