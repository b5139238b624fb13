using System.Text.RegularExpressions;

namespace DockerScan.Core.Tags;

/// <summary>
/// A tag read as a version: a prefix, parts, a suffix, and perhaps a build's revision. Two tags are versions of the same thing when
/// <see cref="Form"/> is the same.
/// </summary>
internal sealed partial record TagVersion
{
    private const int LongDigits = 6;
    private const int CommitDigits = 7;

    private static readonly HashSet<string> Early = new(StringComparer.OrdinalIgnoreCase)
    {
        "alpha", "beta", "rc", "cr", "pre", "preview", "prerelease", "snapshot", "nightly", "canary", "ea", "milestone", "experimental", "insiders", "unstable",
    };

    // Only with a number behind them: 3.14.0a2, 1.0-M1, 1.0.dev3. Without one they are letters of a version, or variants of an image.
    private static readonly HashSet<string> EarlyWithNumber = new(StringComparer.OrdinalIgnoreCase) { "a", "b", "m", "dev" };

    private static readonly string[] NoVersions = ["sha-", "git-", "commit-", "sha256-"];

    private TagVersion(string tag, string prefix, IReadOnlyList<string> parts, string suffix, string revision)
        => (Tag, Parts, Form, Revision, IsPrerelease) = (tag, parts, FormOf(prefix, parts, suffix), revision, IsEarly(prefix) || IsEarly(suffix));

    /// <summary>The tag.</summary>
    public string Tag { get; }

    /// <summary>Its numbers without leading zeros: of any length, so that none overflows.</summary>
    public IReadOnlyList<string> Parts { get; }

    /// <summary>Prefix, number of parts, suffix, and whether the first part is a date or a build's number: <c>17</c> and <c>20260115</c> are no versions of each other.</summary>
    public TagForm Form { get; }

    /// <summary>The build's revision, without leading zeros; empty where there is none.</summary>
    public string Revision { get; }

    /// <summary>Whether it says that it is no release.</summary>
    public bool IsPrerelease { get; }

    /// <summary>Reads a tag; null when there is no version in it.</summary>
    public static TagVersion? Read(string tag)
    {
        if (NoVersions.Any(prefix => tag.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) || IsCommit(tag))
        {
            return null;
        }

        var match = Moment().Match(tag) is { Success: true } moment ? moment : Numbers().Match(tag);
        if (!match.Success)
        {
            return null;
        }

        var parts = match.Groups["parts"].Value.Split(['.', '-', 'T', '_'], StringSplitOptions.RemoveEmptyEntries).Select(Trim).ToArray();
        var suffix = match.Groups["suffix"].Value;
        var revision = Build().Match(suffix);
        return revision.Success
            ? new TagVersion(tag, match.Groups["prefix"].Value, parts, suffix[..revision.Groups["number"].Index], Trim(revision.Groups["number"].Value))
            : new TagVersion(tag, match.Groups["prefix"].Value, parts, suffix, string.Empty);
    }

    /// <summary>By parts, then by revision, then by name, so that the order never hangs on the registry's.</summary>
    public static Comparer<TagVersion> Order { get; } = Comparer<TagVersion>.Create(Compare);

    private static int Compare(TagVersion left, TagVersion right)
    {
        for (var i = 0; i < Math.Min(left.Parts.Count, right.Parts.Count); i++)
        {
            if (CompareNumbers(left.Parts[i], right.Parts[i]) is not 0 and var order)
            {
                return order;
            }
        }

        return left.Parts.Count != right.Parts.Count ? left.Parts.Count.CompareTo(right.Parts.Count)
            : CompareNumbers(left.Revision, right.Revision) is not 0 and var byRevision ? byRevision
            : string.CompareOrdinal(left.Tag, right.Tag);
    }

    private static int CompareNumbers(string left, string right)
        => left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);

    private static string Trim(string number) => number.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0";

    private static TagForm FormOf(string prefix, IReadOnlyList<string> parts, string suffix) => new(prefix, parts.Count, suffix, parts[0].Length >= LongDigits);

    // A commit's hash has letters and digits in no order.
    private static bool IsCommit(string tag) => tag.Length >= CommitDigits && tag.Any(char.IsAsciiDigit) && tag.Any(char.IsAsciiLetter) && tag.All(char.IsAsciiHexDigitLower);

    private static bool IsEarly(string text)
        => Words().Matches(text).Any(word => Early.Contains(word.Groups["word"].Value) || (word.Groups["number"].Length > 0 && EarlyWithNumber.Contains(word.Groups["word"].Value)));

    // 2026-01-15, RELEASE.2024-01-13T07-53-03Z: a moment is one version.
    [GeneratedRegex(@"\A(?<prefix>[^0-9]*)(?<parts>(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(?:[T_-][0-9]{2}-[0-9]{2}(?:-[0-9]{2})?)?)(?<suffix>(?:[^0-9].*)?)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Moment();

    [GeneratedRegex(@"\A(?<prefix>[^0-9]*)(?<parts>[0-9]+(?:\.[0-9]+)*)(?<suffix>.*)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Numbers();

    // A build's or package's revision counts as version, not as suffix: 1.2.3-r4, 1.2.3-debian-12-r4, 1.2.3-ls45, v1.28.5-k3s1, v1.28.5-rke2r1.
    [GeneratedRegex(@"(?:[-_.](?:r|ls|build\.?|k3s|rke2r))(?<number>[0-9]+)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Build();

    [GeneratedRegex(@"(?<word>[A-Za-z]+)[.-]?(?<number>[0-9]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}

/// <summary>What versions of one thing have in common.</summary>
internal sealed record TagForm(string Prefix, int Parts, string Suffix, bool IsLong)
{
    /// <summary>True for a version without anything around it but a <c>v</c>.</summary>
    public bool IsPlain => Prefix is "" or "v" or "V" && (Suffix.Length == 0) && !IsLong;
}
