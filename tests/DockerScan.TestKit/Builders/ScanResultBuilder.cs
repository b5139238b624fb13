using DockerScan.Core;
using DockerScan.Core.Assessment;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.TestKit.Builders;

/// <summary>Builds scan results with fixed times and ids. Verdict and checklist are worked out by Core, as in a real scan.</summary>
public sealed class ScanResultBuilder
{
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
    private readonly List<StageReport> _stages = [];
    private readonly List<FindingDraft> _drafts = [];
    private readonly List<string> _required = [];
    private readonly HashSet<string> _accepted = new(StringComparer.Ordinal);
    private Func<ScanResult, ScanResult> _change = result => result;
    private string _reference = "redis:7";
    private TargetImage? _image;

    /// <summary>The checklist in use.</summary>
    public Checklist Checklist { get; init; } = SampleChecklist.Create();

    /// <summary>Names the image.</summary>
    public ScanResultBuilder For(string reference)
    {
        _reference = reference;
        return this;
    }

    /// <summary>Gives it an image, as if it had been pulled.</summary>
    public ScanResultBuilder WithImage(ImageConfiguration configuration, bool isLocalOnly = false)
    {
        _image = new TargetImage
        {
            Reference = ImageReference.Parse(_reference),
            Digest = isLocalOnly ? null : ImageDigest.Parse("sha256:" + new string('a', 60) + "0001"),
            ImageId = ImageDigest.Parse("sha256:" + new string('b', 60) + "0002"),
            Platform = ImagePlatform.Default,
            SizeBytes = 117_203_456,
            LayerCount = 7,
            Configuration = configuration,
        };
        return this;
    }

    /// <summary>Adds a stage that the verdict depends on.</summary>
    public ScanResultBuilder Stage(
        string id, StageOutcome outcome = StageOutcome.Completed, string? reason = null, int milliseconds = 1200, params (string Key, string Value)[] evidence)
    {
        _required.Add(id);
        return Optional(id, outcome, reason, milliseconds, evidence);
    }

    /// <summary>Adds a stage that the verdict does not depend on.</summary>
    public ScanResultBuilder Optional(
        string id, StageOutcome outcome, string? reason = null, int milliseconds = 0, params (string Key, string Value)[] evidence)
    {
        _stages.Add(new StageReport(id, outcome, reason, TimeSpan.FromMilliseconds(milliseconds), evidence.ToDictionary(pair => pair.Key, pair => pair.Value)));
        return this;
    }

    /// <summary>Says what the last stage did not look at.</summary>
    public ScanResultBuilder Without(params Gap[] gaps)
    {
        _stages[^1] = _stages[^1] with { Gaps = gaps };
        return this;
    }

    /// <summary>Adds findings.</summary>
    public ScanResultBuilder Found(params IEnumerable<FindingDraft> drafts)
    {
        _drafts.AddRange(drafts);
        return this;
    }

    /// <summary>Marks the findings with an id as accepted.</summary>
    public ScanResultBuilder Accepted(string id)
    {
        _accepted.Add(id);
        return this;
    }

    /// <summary>Changes the finished result.</summary>
    public ScanResultBuilder With(Func<ScanResult, ScanResult> change)
    {
        var before = _change;
        _change = result => change(before(result));
        return this;
    }

    /// <summary>The result.</summary>
    public ScanResult Build()
    {
        var reference = ImageReference.Parse(_reference);
        var findings = _drafts.Select(draft => ToFinding(reference, draft)).OrderByDescending(finding => finding.Risk)
            .ThenByDescending(finding => finding.Details.Severity).ToList();
        var isComplete = _image is not null && VerdictPolicy.IsComplete(_stages, _required);
        return _change(new ScanResult
        {
            Id = ScanId.Parse("k3x9q2m7w4"),
            Reference = reference,
            Platform = ImagePlatform.Default,
            Image = _image,
            StartedAt = Start,
            FinishedAt = Start.AddSeconds(74.5),
            Verdict = VerdictPolicy.Decide(isComplete, findings),
            AtLeast = VerdictPolicy.WorstFound(findings),
            Complete = isComplete,
            Stages = _stages,
            Findings = findings,
            Checklist = ChecklistEvaluator.Evaluate(Checklist, findings, _stages),
        });
    }

    private Finding ToFinding(ImageReference reference, FindingDraft draft) => new()
    {
        Key = FindingKey.Create(reference.Repository, ImagePlatform.Default.ToString(), draft),
        Scanner = draft.KeyClass == "vulnerability" || draft.Check.StartsWith("secret.", StringComparison.Ordinal) ? StageIds.Trivy
            : Checklist.Checks.FirstOrDefault(check => check.Id == draft.Check)?.FedBy[0] ?? StageIds.Trivy,
        Details = draft,
        Risk = RiskPolicy.Assess(Checklist.Checks.FirstOrDefault(check => check.Id == draft.Check)?.Risk ?? RiskRule.Severity, draft),
        State = _accepted.Contains(draft.Id) ? FindingState.Accepted : FindingState.Open,
    };
}
