using DockerScan.Core.Assessment;
using DockerScan.Core.Diff;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Watches;

namespace DockerScan.Core.Alerts;

/// <summary>What is new in a result, and why. Pure.</summary>
/// <param name="News">The findings that are new, worse, mended or not reported any more.</param>
/// <param name="Unchanged">How many are as they were.</param>
/// <param name="NotComparable">Found before, and now nobody knows: their scanner did not complete.</param>
/// <param name="Same">The key that a finding has now by the one that it had before: another name of the same thing.</param>
public sealed record ResultNews(
    IReadOnlyList<FindingNews> News, int Unchanged, IReadOnlyList<Finding> NotComparable, IReadOnlyDictionary<string, string> Same)
{
    /// <summary>What the image does or is set to do, and did not before. Nothing at first sight, and where a side was not seen running.</summary>
    public IReadOnlyList<DriftFact> Drift { get; init; } = [];

    /// <summary>Compares a result with those before it.</summary>
    /// <param name="before">The last complete one.</param>
    /// <param name="baseline">All that it is compared with, the newest first, <paramref name="before"/> among them or not.</param>
    /// <param name="after">The new one.</param>
    /// <param name="reason">Why there is a new one.</param>
    /// <param name="exploits">What is known to be exploited.</param>
    public static ResultNews Compare(ScanResult before, IReadOnlyList<ScanResult> baseline, ScanResult after, WatchReason reason, IExploits? exploits = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(after);
        var known = new KnownFindings(before, baseline, after.FinishedAt);
        var context = new Context(before, after, IsOfProgram(reason), exploits ?? NoExploits.Instance, known);
        var diff = ScanDiff.Compare(before with { Findings = known.Current }, after with { Findings = [.. after.Findings.DistinctBy(finding => finding.Key)] });
        var same = SameFindings.Match(diff.New, [.. diff.Fixed, .. diff.NotComparable]);
        var renamed = same.Values.Select(finding => finding.Key).ToHashSet(StringComparer.Ordinal);
        List<FindingNews> news = [];
        var unchanged = 0;
        foreach (var finding in diff.New.Concat(diff.Raised).Concat(diff.Unchanged))
        {
            var was = same.GetValueOrDefault(finding.Key) ?? known.Find(finding.Key);
            if (was is null && known.Knows(finding))
            {
                unchanged++;
            }
            else if (was is null)
            {
                news.Add(new FindingNews(finding, FindingChange.New, context.OfNew(finding)));
            }
            else if (context.OfRaised(was, finding) is { } cause)
            {
                news.Add(new FindingNews(finding, FindingChange.Raised, cause) { Was = was });
            }
            else
            {
                unchanged++;
            }
        }

        news.AddRange(diff.Fixed.Where(finding => !renamed.Contains(finding.Key)).Select(context.OfGone));
        return new ResultNews(
            news, unchanged, [.. diff.NotComparable.Where(finding => !renamed.Contains(finding.Key))],
            same.ToDictionary(pair => pair.Value.Key, pair => pair.Key, StringComparer.Ordinal))
        {
            Drift = DriftOf(before, baseline, after),
        };
    }

    /// <summary>Whether a finding that is not in a result is missing there: its scanner looked at everything.</summary>
    public static bool IsMissing(ScanResult after, string scanner) => VerdictPolicy.IsComplete(after.Stages, [scanner]);

    /// <summary>Which vulnerability database a result was made with; empty when it does not say.</summary>
    public static string DatabaseOf(ScanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var evidence = result.Stages.FirstOrDefault(stage => stage.Id == StageIds.Trivy)?.Evidence;
        return evidence?.GetValueOrDefault(StageReport.MatchedKey) ?? evidence?.GetValueOrDefault(StageReport.DatabaseKey) ?? string.Empty;
    }

    private static bool IsOfProgram(WatchReason reason) => reason is WatchReason.ScannerChanged or WatchReason.RulesChanged or WatchReason.SandboxChanged;

    private static IReadOnlyList<DriftFact> DriftOf(ScanResult before, IReadOnlyList<ScanResult> baseline, ScanResult after)
    {
        var seen = baseline.Append(before).Where(DriftFact.IsSeen).ToList();
        var known = seen.SelectMany(DriftFact.Of).ToHashSet();
        var settings = baseline.Append(before).SelectMany(DriftFact.Of).Where(fact => fact.IsFixed).ToHashSet();
        var isComparable = seen.Count > 0 && DriftFact.IsSeen(after) && !IsMatch(after);
        // Whoever starts something, or as somebody, did so before; of files of other rights there may have been none.
        var isLooked = VerdictPolicy.IsComplete(before.Stages, [StageIds.ImageConfig]);
        return [.. DriftFact.Of(after)
            .Where(fact => !fact.IsFixed ? isComparable && !known.Contains(fact)
                : !settings.Contains(fact) && (fact.Kind == DriftKind.SetUid ? isLooked : settings.Any(other => other.Kind == fact.Kind)))
            .OrderBy(fact => fact.Kind).ThenBy(fact => fact.Text, StringComparer.Ordinal)];
    }

    /// <summary>Whether only its packages were compared: what the image did it holds as an earlier run saw it.</summary>
    internal static bool IsMatch(ScanResult result) => result.Stages.Any(stage => stage.Evidence.ContainsKey(StageReport.MatchedKey));

    private sealed record Context(ScanResult Before, ScanResult After, bool IsOfProgram, IExploits Exploits, KnownFindings Known)
    {
        // Of packages with the version that they have: what is new of such a one is no change of the image.
        private readonly HashSet<(string, string?)> _packages =
            [.. Known.Current.Where(KeyClasses.IsVulnerability).Select(finding => (finding.Details.Location, finding.Details.InstalledVersion))];

        private readonly ILookup<string, string?> _versions =
            After.Findings.Where(KeyClasses.IsVulnerability).ToLookup(finding => finding.Details.Location, finding => finding.Details.InstalledVersion, StringComparer.Ordinal);

        private bool IsSameImage => Before.Image is { } was && After.Image is { } now && (was.Digest ?? was.ImageId) == (now.Digest ?? now.ImageId);

        public NewsCause OfNew(Finding finding)
            => !IsSameImage ? KeyClasses.IsVulnerability(finding) && _packages.Contains((finding.Details.Location, finding.Details.InstalledVersion)) ? NewsCause.DatabaseChanged : NewsCause.ImageChanged
                : IsOfProgram ? NewsCause.ScannerChanged
                : finding.Scanner switch
                {
                    StageIds.VirusTotal => NewsCause.ReputationChanged,
                    StageIds.Sandbox => NewsCause.BehaviorFirstSeen,
                    _ => KeyClasses.IsVulnerability(finding) ? NewsCause.DatabaseChanged : NewsCause.ScannerChanged,
                };

        public NewsCause? OfRaised(Finding was, Finding finding)
        {
            if (IsExploitedSince(finding))
            {
                return NewsCause.KnownExploited;
            }

            if (ScanDiff.IsRaised(was, finding))
            {
                return finding.Scanner == StageIds.VirusTotal ? NewsCause.ReputationChanged : IsOfProgram ? NewsCause.ScannerChanged : NewsCause.SeverityRaised;
            }

            return KeyClasses.IsVulnerability(finding) && string.IsNullOrEmpty(was.Details.FixedVersion) && !string.IsNullOrEmpty(finding.Details.FixedVersion) ? NewsCause.FixAvailable
                : null;
        }

        public FindingNews OfGone(Finding finding)
        {
            var isMended = KeyClasses.IsVulnerability(finding)
                // The package is another version, or is not there: not when it is reported with the same version for something else.
                ? !IsSameImage && !_versions[finding.Details.Location].Contains(finding.Details.InstalledVersion)
                : !IsSameImage;
            return new FindingNews(
                finding, isMended ? FindingChange.Fixed : FindingChange.NotReported,
                !IsSameImage ? NewsCause.ImageChanged : IsOfProgram ? NewsCause.ScannerChanged
                    : finding.Scanner switch
                    {
                        StageIds.VirusTotal => NewsCause.ReputationChanged,
                        StageIds.Sandbox => NewsCause.BehaviorFirstSeen,
                        _ => NewsCause.DatabaseChanged,
                    });
        }

        private bool IsExploitedSince(Finding finding)
            => KeyClasses.IsVulnerability(finding) && Exploits.Since(finding.Details.Id) is { } since && since > Before.FinishedAt && since <= After.FinishedAt.AddDays(1);
    }
}
