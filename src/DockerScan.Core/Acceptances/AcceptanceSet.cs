using System.Runtime.InteropServices;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;

namespace DockerScan.Core.Acceptances;

/// <summary>
/// Which acceptance covers a finding of a repository at a moment. Pure, and quick for thousands of either: only those that name the finding, its
/// id or its place are looked at.
/// </summary>
public sealed class AcceptanceSet
{
    private static readonly List<Acceptance> NoneNamed = [];
    private readonly Dictionary<string, List<Acceptance>> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Acceptance>> _byPlace = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Acceptance>> _byId = new(StringComparer.Ordinal);

    /// <param name="all">Any, also such as do not hold any more.</param>
    public AcceptanceSet(IReadOnlyCollection<Acceptance> all)
    {
        ArgumentNullException.ThrowIfNull(all);
        All = all;
        foreach (var one in all)
        {
            var (index, name) = one.Scope switch
            {
                AcceptanceScope.Finding => (_byKey, one.Key),
                AcceptanceScope.Package or AcceptanceScope.Path => (_byPlace, one.Location),
                AcceptanceScope.Repository => (_byId, one.FindingId),
            };
            if (name is null)
            {
                continue;
            }

            ref var same = ref CollectionsMarshal.GetValueRefOrAddDefault(index, name, out _);
            (same ??= new List<Acceptance>(1)).Add(one);
        }
    }

    /// <summary>None.</summary>
    public static AcceptanceSet None { get; } = new([]);

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<Acceptance> All { get; }

    /// <summary>Of all acceptances those of one image, which is told by its digests: what is about other images is left out.</summary>
    public static AcceptanceSet OfImage(IEnumerable<Acceptance> all, IReadOnlyCollection<ImageDigest> digests)
        => all is IReadOnlyCollection<Acceptance> listed && listed.All(one => one.Digest is null) ? new AcceptanceSet(listed)
            : new([.. all.Where(one => one.Digest is not { } digest || digests.Contains(digest)).Select(one => one.Digest is null ? one : one with { Digest = null })]);

    /// <summary>Whether an acceptance is about a finding of a repository, by its whole name; whether it holds is another question.</summary>
    public static bool IsAbout(Acceptance acceptance, Finding finding, string repository)
    {
        ArgumentNullException.ThrowIfNull(acceptance);
        ArgumentNullException.ThrowIfNull(finding);
        var details = finding.Details;
        // What is about one image is about none while nobody knows which this is: see OfImage.
        return acceptance.Digest is null && !(acceptance.WorstRisk < finding.Risk) && (acceptance.Version ?? details.InstalledVersion) == details.InstalledVersion && acceptance.Scope switch
        {
            AcceptanceScope.Finding => acceptance.Key == finding.Key,
            AcceptanceScope.Package => KeyClasses.IsVulnerability(finding) && IsAt(acceptance.Location, details.Location),
            AcceptanceScope.Path => !KeyClasses.IsVulnerability(finding) && acceptance.Location == details.Location,
            AcceptanceScope.Repository => acceptance.FindingId == details.Id && (acceptance.FindingClass ?? details.KeyClass) == details.KeyClass
                && (acceptance.Location is null || IsAt(acceptance.Location, details.Location)),
        } && (acceptance.Scope == AcceptanceScope.Finding || RepositoryPattern.Matches(acceptance.Repository, repository));
    }

    /// <summary>The acceptance that covers a finding at a moment, of several the one that lasts longest; null when none does.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="repository">Its repository by its whole name.</param>
    /// <param name="moment">The moment.</param>
    public Acceptance? Covering(Finding finding, string repository, DateTimeOffset moment)
    {
        ArgumentNullException.ThrowIfNull(finding);
        Acceptance? longest = null;
        // Most findings have none, and cost no more than looking: nothing is allocated for them.
        Consider(_byKey, finding.Key);
        if (_byPlace.Count > 0)
        {
            var (location, package) = (finding.Details.Location, PackageUrl.OfLocation(finding.Details.Location));
            Consider(_byPlace, location);
            if (package.Length != location.Length)
            {
                Consider(_byPlace, package);
            }
        }

        Consider(_byId, finding.Details.Id);
        return longest;

        void Consider(Dictionary<string, List<Acceptance>> index, string name)
        {
            foreach (var one in index.Count > 0 && index.TryGetValue(name, out var same) ? same : NoneNamed)
            {
                if (one.HoldsAt(moment) && (longest is null || LastsLonger(one, longest)) && IsAbout(one, finding, repository))
                {
                    longest = one;
                }
            }
        }
    }

    /// <summary>All that are about a finding, also such as do not hold, the oldest first.</summary>
    public IReadOnlyList<Acceptance> Of(Finding finding, string repository)
        => [.. About(finding, repository).OrderBy(one => one.MadeAt).ThenBy(one => one.Id, StringComparer.Ordinal)];

    /// <summary>
    /// The findings that were covered at a moment and at a later one are not any more, each with the acceptance that ended. What ended and was
    /// followed by another is none of them.
    /// </summary>
    public IReadOnlyList<EndedCover> EndedBetween(IEnumerable<Finding> findings, string repository, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(findings);
        List<EndedCover> ended = [];
        foreach (var finding in findings)
        {
            if (Covering(finding, repository, from) is { } was && was.EndsAt <= to && Covering(finding, repository, to) is null)
            {
                // Of several that covered it the last to end counts.
                var last = About(finding, repository).Where(one => one.MadeAt <= to && one.EndsAt <= to).MaxBy(one => one.EndsAt) ?? was;
                ended.Add(new EndedCover(finding, last));
            }
        }

        return ended;
    }

    private static bool IsAt(string? named, string location) => named == location || named == PackageUrl.OfLocation(location);

    // By the end, then the one that was made last; the id decides nothing but that it is always the same.
    private static bool LastsLonger(Acceptance one, Acceptance other)
    {
        var ends = (one.EndsAt ?? DateTimeOffset.MaxValue).CompareTo(other.EndsAt ?? DateTimeOffset.MaxValue);
        var made = one.MadeAt.CompareTo(other.MadeAt);
        return ends != 0 ? ends > 0 : made != 0 ? made > 0 : string.CompareOrdinal(one.Id, other.Id) < 0;
    }

    private IEnumerable<Acceptance> About(Finding finding, string repository)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var (location, package) = (finding.Details.Location, PackageUrl.OfLocation(finding.Details.Location));
        return Named(_byKey, finding.Key).Concat(Named(_byPlace, location)).Concat(package.Length == location.Length ? [] : Named(_byPlace, package)).Concat(Named(_byId, finding.Details.Id))
            .Where(one => IsAbout(one, finding, repository));
    }

    private static List<Acceptance> Named(Dictionary<string, List<Acceptance>> index, string name) => index.TryGetValue(name, out var same) ? same : NoneNamed;
}

/// <summary>A finding that nothing covers any more.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Acceptance">What covered it last.</param>
public sealed record EndedCover(Finding Finding, Acceptance Acceptance)
{
    /// <summary>True when its time was over; false when somebody took it back.</summary>
    public bool IsExpired => Acceptance.ExpiresAt == Acceptance.EndsAt;
}
