using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;

namespace DockerScan.Core.Reading;

/// <summary>
/// What to do, most valuable first. A finding goes by exactly one measure (a newer base, its package, or its check), so taking the
/// best one again and again is one sort: by high findings removed, then medium, then low.
/// </summary>
/// <param name="Measures">Everything that can be done, best first.</param>
/// <param name="Unfixable">Open findings in packages without a fixed version.</param>
public sealed record MeasurePlan(IReadOnlyList<Measure> Measures, IReadOnlyList<Finding> Unfixable)
{
    private const int HeadlineLimit = 5;

    /// <summary>Plans for the open findings.</summary>
    /// <param name="open">They.</param>
    /// <param name="known">The image below, with a newer version of it if one was scanned; null when it is not known.</param>
    public static MeasurePlan Create(IReadOnlyList<Finding> open, BaseImage? known = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        var removed = known?.Newer?.Removes ?? new HashSet<string>();
        var byBase = open.ToLookup(finding => removed.Contains(finding.Key));
        // What brings as much as it removes mends nothing.
        var change = byBase[true].Count() > (known?.Newer?.Brings ?? 0) ? [new Measure(null, null, [.. byBase[true]]) { Base = known }] : (Measure[])[];
        var byKind = (change.Length == 0 ? open : byBase[false]).ToLookup(finding => (IsPackage: PackageGroup.IsPackage(finding), IsFixable: !string.IsNullOrEmpty(finding.Details.FixedVersion)));
        var upgrades = PackageGroup.From(byKind[(true, true)]).Select(package => new Measure(package, null, package.Findings));
        var others = byKind[(false, true)].Concat(byKind[(false, false)]).ToLookup(IsHostile);
        var refusal = others[true].ToList() is { Count: > 0 } hostile ? [new Measure(null, null, hostile)] : (Measure[])[];
        var checks = others[false].GroupBy(finding => finding.Details.Check, StringComparer.Ordinal).Select(same => new Measure(null, same.Key, [.. same]));
        var best = upgrades.Concat(checks).Concat(refusal).Concat(change)
            // What a hostile image does is not mended in it.
            .OrderByDescending(measure => measure.IsRefusal)
            .ThenByDescending(measure => measure.Count(Risk.High))
            .ThenByDescending(measure => measure.Count(Risk.Medium))
            .ThenByDescending(measure => measure.Count(Risk.Low))
            .ThenBy(measure => measure.Package?.Name ?? measure.Check, StringComparer.Ordinal);
        return new MeasurePlan([.. best], [.. byKind[(true, false)]]);
    }

    // What nobody does by mistake: there is no mending of it in the image.
    private static bool IsHostile(Finding finding)
        => finding.Risk == Risk.High && finding.Details.Check is CheckIds.AutorunMalware or CheckIds.MaliciousAddress or CheckIds.Miner or CheckIds.Dos or CheckIds.ReverseShell
            or CheckIds.Persistence or CheckIds.EscapeAttempt or CheckIds.CredentialAccess;

    /// <summary>The few upgrades that remove two thirds of what upgrades can remove, five at most.</summary>
    public IReadOnlyList<Measure> Headline()
    {
        var upgrades = Measures.Where(measure => measure.Package is not null).ToList();
        var goal = upgrades.Sum(measure => measure.Removes.Count) * 2 / 3.0;
        var chosen = new List<Measure>();
        foreach (var measure in upgrades.Take(HeadlineLimit).TakeWhile(_ => chosen.Count == 0 || chosen.Sum(one => one.Removes.Count) < goal))
        {
            chosen.Add(measure);
        }

        return chosen;
    }
}

/// <summary>One thing to do, and the findings that go by it.</summary>
/// <param name="Package">The package to upgrade; null when it is something else.</param>
/// <param name="Check">The check to be mended; null when it is something else.</param>
/// <param name="Removes">The open findings that it removes.</param>
public sealed record Measure(PackageGroup? Package, string? Check, IReadOnlyList<Finding> Removes)
{
    /// <summary>True when nothing can be mended, because the image is hostile: it is not to be used.</summary>
    public bool IsRefusal => Package is null && Check is null && Base is null;

    /// <summary>The image below, to be changed to its newer version; null when it is something else.</summary>
    public BaseImage? Base { get; init; }

    /// <summary>How many of a risk it removes.</summary>
    public int Count(Risk risk) => Removes.Count(finding => finding.Risk == risk);
}
