using System.Globalization;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Reading;

/// <summary>What an image would have less, and more, on a newer version of its base. Pure; only what was found in both is counted.</summary>
public static class BaseChange
{
    /// <summary>Counts it.</summary>
    /// <param name="result">The image's result.</param>
    /// <param name="known">Its base.</param>
    /// <param name="name">The newer version's name.</param>
    /// <param name="newer">The newer version's result.</param>
    public static NewerBase Of(ScanResult result, BaseImage known, ImageReference name, ScanResult newer)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(newer);
        if (known.Layers == 0 || result.Image is not { } image || !IsComparable(result, newer))
        {
            return new NewerBase(name);
        }

        var below = image.Layers.Take(known.Layers).ToHashSet(StringComparer.Ordinal);
        var there = newer.Findings.Where(KeyClasses.IsVulnerability).Select(Identity).ToHashSet();
        var here = result.Findings.Where(KeyClasses.IsVulnerability).Select(Identity).ToHashSet();
        return new NewerBase(name)
        {
            Removes = result.Findings.Where(finding => KeyClasses.IsVulnerability(finding) && finding.Details.Layer is { } layer && below.Contains(layer) && !there.Contains(Identity(finding)))
                .Select(finding => finding.Key).ToHashSet(StringComparer.Ordinal),
            Brings = there.Count(each => !here.Contains(each)),
        };
    }

    // A key holds the repository, so the same vulnerability of the same package has another in another image.
    private static (string Id, string Location) Identity(Finding finding) => (finding.Details.Id, finding.Details.Location);

    // What an older database did not know yet would look as if the newer version did not have it. What was compared again later says with what, not of when that is.
    private static bool IsComparable(ScanResult result, ScanResult newer)
        => Stage(newer) is { Outcome: StageOutcome.Completed } there && Stage(result) is { } here
            && (here.Evidence.TryGetValue(StageReport.MatchedKey, out var data)
                ? there.Evidence.GetValueOrDefault(StageReport.MatchedKey) == data
                : Database(there) is { } its && Database(here) is { } own && its >= own);

    private static StageReport? Stage(ScanResult result) => result.Stages.FirstOrDefault(stage => stage.Id == StageIds.Trivy);

    private static DateTimeOffset? Database(StageReport stage)
        => DateTimeOffset.TryParse(stage.Evidence.GetValueOrDefault(StageReport.DatabaseKey), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var updated) ? updated : null;
}
