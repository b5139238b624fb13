using DockerScan.Core;
using DockerScan.Core.Assessment;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Engine.Assessing;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Watching;

/// <summary>A result made of an earlier one and of what is known today against the packages of its image.</summary>
/// <remarks>What was seen in the image and of it stays as it was seen then: only what is known of its packages is new.</remarks>
internal sealed class MatchedResults(Checklist checklist, IOptions<ScanningOptions> options, IIdGenerator ids, TimeProvider time)
{
    // What the data does not know, as matching says it anew; every other gap is of the image and stays.
    private static readonly HashSet<GapKind> OfData =
        [GapKind.DatabaseSample, GapKind.DatabaseStale, GapKind.DatabaseAbsent, GapKind.SystemUnsupported, GapKind.AdvisoriesMissing];

    /// <summary>The result; null when it would say the same as the one before.</summary>
    public ScanResult? Make(ScanResult before, PackageMatch match)
    {
        var findings = Findings(before, match);
        var stages = before.Stages.Select(stage => stage.Id == StageIds.Trivy ? Stage(stage, match) : stage).ToList();
        var complete = before.Failure is null && VerdictPolicy.IsComplete(stages, Required(before));
        if (complete == before.Complete && Same(before.Findings, findings))
        {
            return null;
        }

        var now = time.GetUtcNow();
        return before with
        {
            Id = ScanId.Parse(ids.NewId()),
            StartedAt = now,
            FinishedAt = now,
            Stages = stages,
            Findings = findings,
            Complete = complete,
            Verdict = VerdictPolicy.Decide(complete, findings),
            AtLeast = VerdictPolicy.WorstFound(findings),
            Checklist = ChecklistEvaluator.Evaluate(checklist, findings, stages),
            PackageCount = match.PackageCount,
            Capture = null,
            Revision = 0,
            AmendedAt = null,
            // Nobody may take it for a scan of today: the image was not started.
            ReuseKey = null,
        };
    }

    private IReadOnlyList<Finding> Findings(ScanResult before, PackageMatch match)
    {
        var states = before.Findings.ToDictionary(finding => finding.Key, finding => finding.State);
        var matched = new FindingAssessor(checklist).Assess(before.Reference, before.Platform, match.Findings.Select(draft => (StageIds.Trivy, draft)))
            .Select(finding => states.TryGetValue(finding.Key, out var state) ? finding with { State = state } : finding);
        return FindingRanking.Sort(OneFact.Fold([.. before.Findings.Where(finding => !IsOfPackages(finding)), .. matched]));
    }

    // As the matcher chooses what it answers.
    private static bool IsOfPackages(Finding finding)
        => finding.Scanner == StageIds.Trivy && finding.Details.KeyClass is KeyClasses.Vulnerability or CheckIds.OutdatedSoftware;

    private static StageReport Stage(StageReport stage, PackageMatch match)
    {
        IReadOnlyList<Gap> gaps = [.. stage.Gaps.Where(gap => !OfData.Contains(gap.Kind)), .. match.Gaps];
        // A stage that had failed is not made whole by a comparison, and one that gave no gaps of its own keeps its word.
        var (outcome, reason) = stage.Outcome is StageOutcome.Completed or StageOutcome.Partial && (stage.Outcome == StageOutcome.Completed || stage.Gaps.Count > 0)
            ? CheckTable.Conclude(gaps) : (stage.Outcome, stage.Reason);
        return stage with
        {
            Outcome = outcome, Reason = reason, Gaps = gaps,
            Evidence = new Dictionary<string, string>(stage.Evidence) { [StageReport.MatchedKey] = match.Data ?? "unknown" },
        };
    }

    private IReadOnlyCollection<string> Required(ScanResult before)
        => options.Value.RequiredScanners.Count > 0 || before.Stages.All(stage => stage.Id != StageIds.Sandbox || stage.Outcome == StageOutcome.Skipped)
            ? options.Value.Required
            : [.. options.Value.Required, StageIds.Sandbox];

    // What a person would see: which findings, how bad, and whether they can be mended.
    private static bool Same(IReadOnlyList<Finding> before, IReadOnlyList<Finding> now)
        => before.Select(Shown).ToHashSet().SetEquals(now.Select(Shown));

    private static (string Key, Risk Risk, Severity Severity, string? Fixed) Shown(Finding finding)
        => (finding.Key, finding.Risk, finding.Details.Severity, finding.Details.FixedVersion);
}
