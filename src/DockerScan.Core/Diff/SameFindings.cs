using System.Text.RegularExpressions;
using DockerScan.Core.Findings;

namespace DockerScan.Core.Diff;

/// <summary>
/// Findings that stand for the same thing under another key: the other name of a vulnerability (GHSA and CVE), a package that was renamed,
/// a file that was moved. Pure. One that is there both times is never taken for another: only what is gone may have become something else.
/// </summary>
public static partial class SameFindings
{
    private const int MaxReference = 400;

    /// <summary>Which earlier finding each of the new ones is, one to one; those that are of no earlier one are not in it.</summary>
    /// <param name="added">Found now, and not before under the same key.</param>
    /// <param name="gone">Found before, and not now under the same key.</param>
    /// <returns>By the key of the new one.</returns>
    public static IReadOnlyDictionary<string, Finding> Match(IReadOnlyList<Finding> added, IReadOnlyList<Finding> gone)
    {
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(gone);
        var pairs = new Dictionary<string, Finding>(StringComparer.Ordinal);
        if (added.Count == 0 || gone.Count == 0)
        {
            return pairs;
        }

        var taken = new HashSet<string>(StringComparer.Ordinal);
        var names = gone.SelectMany(finding => Names(finding).Select(name => (name, finding))).ToLookup(pair => pair.name, pair => pair.finding, StringComparer.Ordinal);
        foreach (var finding in added)
        {
            var same = Names(finding).SelectMany(name => names[name]).FirstOrDefault(earlier => !taken.Contains(earlier.Key));
            if (same is not null)
            {
                taken.Add(same.Key);
                pairs[finding.Key] = same;
            }
        }

        return pairs;
    }

    // What must be equal for two findings to be one: each name is enough.
    private static IEnumerable<string> Names(Finding finding)
    {
        var details = finding.Details;
        if (KeyClasses.IsVulnerability(finding))
        {
            foreach (var id in Ids(details))
            {
                // The same package by the other name of its vulnerability, or the same vulnerability in the package by its other name.
                yield return $"id|{details.Location}|{id}";
                yield return $"package|{id}|{Stem(details.Location)}";
            }
        }
        else if (details.Location.Contains('/', StringComparison.Ordinal))
        {
            // The same file elsewhere: what was found in it, and its name. Where it lies may stand in the evidence as well.
            var evidence = details.Evidence.Replace(details.Location.TrimStart('/'), "*", StringComparison.Ordinal);
            yield return $"file|{finding.Scanner}|{details.KeyClass}|{details.Id}|{details.Location[(details.Location.LastIndexOf('/') + 1)..]}|{evidence}";
        }
    }

    private static IEnumerable<string> Ids(FindingDraft details)
        => details.References.Where(reference => reference.Length <= MaxReference).SelectMany(reference => Advisory().Matches(reference).Select(match => match.Value.ToUpperInvariant()))
            .Prepend(details.Id.ToUpperInvariant()).Distinct(StringComparer.Ordinal);

    // "pkg:deb/debian/libssl3t64" and "pkg:deb/debian/libssl3": what a rebuild for another interface adds to a name.
    private static string Stem(string location)
    {
        var stem = location.EndsWith("t64", StringComparison.Ordinal) ? location[..^3] : location;
        return stem.TrimEnd("0123456789.-".ToCharArray());
    }

    [GeneratedRegex("(CVE-[0-9]{4}-[0-9]{4,10}|GHSA(-[0-9a-z]{4}){3})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Advisory();
}
