using DockerScan.Core.Assessment;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Reporting.Model;

/// <summary>A scan's result, counted and grouped once for all forms of the report.</summary>
internal sealed class ReportModel
{
    private const int TopCount = 5;

    public ReportModel(ScanResult result, Checklist checklist, int maxFindings)
    {
        (Result, Checks) = (result, checklist.Checks.ToDictionary(check => check.Id, StringComparer.Ordinal));
        Groups = checklist.Groups.ToDictionary(group => group.Id, StringComparer.Ordinal);
        Open = FindingRanking.Sort(result.Findings.Where(finding => finding.State == FindingState.Open));
        Accepted = [.. result.Findings.Where(finding => finding.State == FindingState.Accepted)];
        Shown = [.. Open.Take(maxFindings)];
        NotCompleted = [.. result.Stages.Where(stage => stage.Outcome != StageOutcome.Completed)];
        Plan = MeasurePlan.Create(Open);
        SandboxStage = result.Stages.FirstOrDefault(stage => stage.Id == StageIds.Sandbox);
        Sandbox = result.SandboxRun is { End: TargetEnd.NeverRan } ? SandboxView.NotStarted : View(SandboxStage);
        Timeline = result.Timeline is { } timeline ? new TimelineView(timeline, result.Reputations) : null;
    }

    public ScanResult Result { get; }

    /// <summary>The image's name for titles: a digest is cut, as the whole of it stands in the table.</summary>
    public string ShortName => Result.Reference is { Digest: { } digest } reference
        ? reference.Familiar.Replace(digest.Value, $"{digest.Value.Split(':')[0]}:{digest.Abbreviated}…", StringComparison.Ordinal)
        : Result.Reference.Familiar;

    public IReadOnlyDictionary<string, CheckDefinition> Checks { get; }

    public IReadOnlyDictionary<string, CheckGroup> Groups { get; }

    public IReadOnlyList<Finding> Open { get; }

    public IReadOnlyList<Finding> Accepted { get; }

    /// <summary>The open findings that this form of the report has room for.</summary>
    public IReadOnlyList<Finding> Shown { get; }

    public IReadOnlyList<StageReport> NotCompleted { get; }

    public MeasurePlan Plan { get; }

    public StageReport? SandboxStage { get; }

    public SandboxView Sandbox { get; }

    /// <summary>True when what it tried may really have reached others.</summary>
    public bool IsOpenNetwork => Result.SandboxMode == SandboxMode.Open;

    /// <summary>True when everything it tried failed at once.</summary>
    public bool IsWithoutNetwork => Result.SandboxMode == SandboxMode.None;

    public TimelineView? Timeline { get; }

    public int Count(Risk risk) => Open.Count(finding => finding.Risk == risk);

    public int Count(Severity severity) => Open.Count(finding => finding.Details.Severity == severity);

    public int Count(CheckResult result) => Result.Checklist.Count(line => line.Result == result);

    /// <summary>The findings that matter most, in the order that cards and lists have: one for each package.</summary>
    public IReadOnlyList<Finding> Top() => [.. FindingRanking.Rank(Open).Take(TopCount).Select(group => group.Worst)];

    private static SandboxView View(StageReport? stage)
        => stage?.Outcome switch
        {
            StageOutcome.Completed => SandboxView.Seen,
            null or StageOutcome.Skipped or StageOutcome.Unsupported => SandboxView.NotStarted,
            _ => SandboxView.NotFullySeen,
        };
}
