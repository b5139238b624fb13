using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Report;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>
/// Says which system an image is of, whether this Trivy knows it, and whether its support ended. Not to know a release is a gap and
/// never an end of life: a day of the table comes first, Trivy's own word counts only for releases that it knows.
/// </summary>
internal sealed class SystemJudge(SystemsTable table, TimeProvider time)
{
    private const string Nowhere = "none";

    /// <summary>Judges.</summary>
    /// <param name="reported">What Trivy says; family <c>none</c> and null are the same.</param>
    /// <param name="own">What the image calls itself; null without an os-release.</param>
    /// <param name="trivy">Which Trivy it was, in its own words.</param>
    /// <param name="notices">What its log says.</param>
    /// <param name="packages">How many packages of a system it listed.</param>
    public SystemAnswer Judge(TrivyOs? reported, OsRelease? own, string trivy, SystemNotices notices, int packages)
    {
        var run = new Run(TrivyReleases.Number(trivy), DisplayText.Clean(trivy, 40), notices, packages);
        return reported is { Family: { Length: > 0 } family } && family != Nowhere
            ? OfReported(reported, Family.Today(TrivyText.Id(family)), own, run)
            : OfOwn(own, run);
    }

    private SystemAnswer OfReported(TrivyOs reported, string family, OsRelease? own, Run run)
    {
        var version = TrivyText.Id(reported.Name);
        var known = table.OfFamily(family);
        var release = known?.ReleaseOf(version) ?? string.Empty;
        var row = known?.Releases.GetValueOrDefault(release);
        var name = $"{known?.Name ?? family} {version}".TrimEnd();
        var unknown = Unknown(known, row, name, run);
        var ended = Ended(row, reported, unknown is not null);
        var gap = run.Packages == 0 ? null : unknown ?? AnotherSystem(known, own, name);
        return new SystemAnswer(new OperatingSystemInfo(family, version, ended is not null), ended, gap, known, release)
        {
            ModulesNextStep = known is null || known.Modules.IsKnownTo(run.Trivy) || IsLater(run) ? null : NextStep(known.Modules, run),
        };
    }

    // Trivy found no system that it knows. What it listed of one was compared with nothing, whatever it says.
    private SystemAnswer OfOwn(OsRelease? own, Run run)
    {
        if (own is null)
        {
            return new SystemAnswer(null, null, run.Packages == 0 ? null : new Gap(GapKind.SystemUnsupported, string.Create(CultureInfo.InvariantCulture,
                $"the image does not say which system its {run.Packages} packages are of (no release file that Trivy reads), so they were compared with nothing")));
        }

        var known = table.OfId(own.Id);
        var release = known?.ReleaseOf(own.Version) ?? string.Empty;
        var row = known?.Releases.GetValueOrDefault(release);
        var name = $"{known?.Name ?? own.Name} {own.Version}".TrimEnd();
        var ended = row?.End is { } end && IsPast(end) ? Written(end) : null;
        var gap = run.Packages == 0 ? null : new Gap(GapKind.SystemUnsupported, string.Create(CultureInfo.InvariantCulture,
            $"this Trivy ({run.Name}) has no vulnerability data for {name}, so its {run.Packages} packages were compared with nothing{NextStep(known, row, run)}"));
        return new SystemAnswer(new OperatingSystemInfo(known?.Family ?? own.Id, own.Version, ended is not null), ended, gap, known, release);
    }

    private Gap? Unknown(KnownSystem? known, KnownRelease? row, string name, Run run)
    {
        if (run.Notices.IsUnsupported || (known is not null && !known.First.IsKnownTo(run.Trivy) && !IsLater(run)))
        {
            return new Gap(GapKind.SystemUnsupported, $"this Trivy ({run.Name}) has no vulnerability data for {name}{NextStep(known, null, run)}");
        }

        var isKnown = row is not null && row.First.IsKnownTo(run.Trivy);
        if (!run.Notices.IsUnknownRelease && (isKnown || known is { Part: ReleasePart.None } || IsLater(run)))
        {
            return null;
        }

        var wrong = row?.Wrong is { } words && !isKnown ? $": {words}" : "; vulnerabilities may be missing";
        return new Gap(GapKind.SystemUnsupported, $"this Trivy ({run.Name}) does not know {name}{wrong}{NextStep(known, row, run)}");
    }

    // A relative of a system is not that system: its packages have versions of their own.
    private Gap? AnotherSystem(KnownSystem? known, OsRelease? own, string name)
        => own is null || known is null || known.Ids.Count == 0 || known.Ids.Contains(own.Id, StringComparer.Ordinal) ? null
            : new Gap(GapKind.SystemUnsupported, $"the image calls itself {table.OfId(own.Id)?.Name ?? own.Name} {own.Version}".TrimEnd()
                + $", and its packages were compared with the advisories for {name}; what is known against its own packages may be missing");

    private string? Ended(KnownRelease? row, TrivyOs reported, bool isUnknown)
    {
        // Support that somebody paid for is Trivy's to judge: it read the image's own sign of it.
        if (row?.End is { } end && !reported.Extended)
        {
            return IsPast(end) ? Written(end) : null;
        }

        return reported.Eosl && !isUnknown ? "Trivy lists its support as ended" : null;
    }

    private string NextStep(KnownSystem? known, KnownRelease? row, Run run)
        => NextStep(row is not null && known?.First.IsKnownTo(run.Trivy) == true ? row.First : known?.First, run);

    private string NextStep(FirstTrivy? first, Run run) => first switch
    {
        { Version: { } version } when version > FirstTrivy.Any.Version && !first.IsKnownTo(run.Trivy) => $"; next step: use Trivy {version} or newer (Trivy:Path)",
        { Version: null } => $"; no Trivy up to {table.CheckedWith} does: look its packages up in the distributor's own advisories",
        _ => "; next step: use the newest Trivy (Trivy:Path), or look its packages up in the distributor's own advisories",
    };

    private bool IsLater(Run run) => run.Trivy is { } version && version > table.CheckedWith;

    private bool IsPast(DateOnly end) => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) > end;

    private static string Written(DateOnly end) => string.Create(CultureInfo.InvariantCulture, $"its distributor's support ended on {end:yyyy-MM-dd}");

    private sealed record Run(Version? Trivy, string Name, SystemNotices Notices, int Packages);
}
