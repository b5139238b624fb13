using DockerScan.Core.Checks;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Reading;

/// <summary>
/// The one reading of a result: what a card, a picture, a report and a terminal say of it, before it is put into words. Pure; what costs
/// much is worked out when it is first asked for.
/// </summary>
public sealed class ResultReading
{
    /// <summary>How many groups of findings are those that matter most.</summary>
    public const int TopGroups = 5;

    private readonly Lazy<FindingsReading> _findings;
    private readonly Lazy<MeasurePlan> _plan;
    private readonly Lazy<TimelineReading?> _timeline;
    private readonly Lazy<LayerReading> _layers;

    /// <param name="result">The result; it is not changed.</param>
    public ResultReading(ScanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Result = result;
        _findings = new(() => new FindingsReading(result.Findings));
        _plan = new(() => MeasurePlan.Create(Findings.Open, result.Base));
        _layers = new(() => new LayerReading(result.Image, result.Base, Findings.Open));
        _timeline = new(() => result.Timeline is { } timeline ? new TimelineReading(timeline, result.Reputations) : null);
        NotCompleted = [.. result.Stages.Where(stage => stage.Outcome != StageOutcome.Completed)];
        QuietGaps = [.. result.Stages.SelectMany(stage => stage.Gaps.Where(gap => !CheckTable.Of(gap.Kind).MakesPartial).Select(gap => (stage, gap)))];
        NotAssessed = [.. result.Checklist.Where(line => line.Result == CheckResult.NotAssessed)];
        SandboxStage = result.Stages.FirstOrDefault(stage => stage.Id == StageIds.Sandbox);
        Sandbox = result.SandboxRun is { End: TargetEnd.NeverRan } ? SandboxView.NotStarted : View(SandboxStage);
    }

    /// <summary>What is read.</summary>
    public ScanResult Result { get; }

    /// <summary>The findings, ranked and counted.</summary>
    public FindingsReading Findings => _findings.Value;

    /// <summary>What to do, most valuable first.</summary>
    public MeasurePlan Plan => _plan.Value;

    /// <summary>Which layer brought what.</summary>
    public LayerReading Layers => _layers.Value;

    /// <summary>What it did over time; null when it was not started.</summary>
    public TimelineReading? Timeline => _timeline.Value;

    /// <summary>The stages that did not look at all they should.</summary>
    public IReadOnlyList<StageReport> NotCompleted { get; }

    /// <summary>What stages left out though they are whole: it takes its checks and nothing else.</summary>
    public IReadOnlyList<(StageReport Stage, Gap Gap)> QuietGaps { get; }

    /// <summary>The checks without an answer.</summary>
    public IReadOnlyList<ChecklistLine> NotAssessed { get; }

    /// <summary>How the sandbox went; null when the scan has no such stage.</summary>
    public StageReport? SandboxStage { get; }

    /// <summary>Whether what it does when it is started was seen.</summary>
    public SandboxView Sandbox { get; }

    /// <summary>True when what it tried may really have reached others.</summary>
    public bool IsOpenNetwork => Result.SandboxMode == SandboxMode.Open;

    /// <summary>True when everything it tried failed at once.</summary>
    public bool IsWithoutNetwork => Result.SandboxMode == SandboxMode.None;

    /// <summary>The run of an image that ended by itself so soon that little could be seen; null for any other.</summary>
    public TargetRun? ShortRun => Result.SandboxRun is { IsShort: true } run ? run : null;

    /// <summary>How many answers of the reputation service are still to come.</summary>
    public int WaitingAnswers => Result.Reputations.Count(each => each.IsWaiting);

    /// <summary>True when something of the image itself was looked at, so that a number of findings says something.</summary>
    public bool HasLooked => Result.Findings.Count > 0 || Result.Stages.Any(stage => stage.Outcome is StageOutcome.Completed or StageOutcome.Partial
        && stage.Id is not (StageIds.Resolve or StageIds.Acquire or StageIds.VirusTotal));

    /// <summary>False while an answer waits, and when a stage that was asked for, though not required, fell short.</summary>
    public bool IsAllAnswered => WaitingAnswers == 0 && NotCompleted.All(stage => stage.Outcome is StageOutcome.Skipped or StageOutcome.Unsupported);

    /// <summary>How many checks have a result.</summary>
    public int Count(CheckResult result) => Result.Checklist.Count(line => line.Result == result);

    private static SandboxView View(StageReport? stage) => stage?.Outcome switch
    {
        StageOutcome.Completed => SandboxView.Seen,
        null or StageOutcome.Skipped or StageOutcome.Unsupported => SandboxView.NotStarted,
        _ => SandboxView.NotFullySeen,
    };
}
