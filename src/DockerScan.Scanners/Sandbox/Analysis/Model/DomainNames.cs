namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>Whose a domain name is, and how it reads.</summary>
internal static class DomainNames
{
    private const int MinSpoken = 8;
    private const int LongestSpokenRun = 4;
    private const double FewestVowels = 0.18;

    // "co.kr" and its like are no owner's domain.
    private static readonly HashSet<string> SharedSecondLevels = ["ac", "co", "com", "edu", "go", "gov", "mil", "ne", "net", "or", "org"];

    /// <summary>The domain that somebody registered, as far as its form tells: its last two parts, or three below a shared second level.</summary>
    public static string Parent(string name)
    {
        var labels = name.Split('.');
        var kept = labels.Length >= 3 && labels[^1].Length == 2 && SharedSecondLevels.Contains(labels[^2]) ? 3 : 2;
        return string.Join('.', labels.TakeLast(kept));
    }

    /// <summary>True for a part of a name that is data in hex or base32: so long, letters and digits mixed, and nothing else.</summary>
    /// <param name="name">What stands before the registered domain.</param>
    /// <param name="least">How long such a part is at least.</param>
    public static bool CarriesData(string name, double least)
        => name.Split('.').Any(label => label.Length >= least && label.All(char.IsAsciiLetterOrDigit) && label.Count(char.IsAsciiDigit) * 8 >= label.Length && label.Any(char.IsAsciiLetter));

    /// <summary>
    /// True for a registered name that nobody could say: at least eight characters with hardly a vowel, a long run of consonants,
    /// or letters and digits by turns. Made-up names are of that kind; words and brands are not.
    /// </summary>
    public static bool LooksGenerated(string parent)
    {
        var label = parent[..Math.Max(0, parent.IndexOf('.', StringComparison.Ordinal))];
        if (label.Length < MinSpoken || label.StartsWith("xn--", StringComparison.Ordinal))
        {
            return false;
        }

        int vowels = 0, letters = 0, run = 0, longest = 0, turns = 0;
        var before = '-';
        foreach (var value in label)
        {
            var isLetter = char.IsAsciiLetter(value);
            var isVowel = "aeiouyAEIOUY".Contains(value, StringComparison.Ordinal);
            (letters, vowels) = (letters + (isLetter ? 1 : 0), vowels + (isVowel ? 1 : 0));
            run = isLetter && !isVowel ? run + 1 : 0;
            longest = Math.Max(longest, run);
            turns += (char.IsAsciiDigit(value) && char.IsAsciiLetter(before)) || (isLetter && char.IsAsciiDigit(before)) ? 1 : 0;
            before = value;
        }

        return longest > LongestSpokenRun || turns >= 3 || (letters >= MinSpoken && vowels < letters * FewestVowels);
    }
}
