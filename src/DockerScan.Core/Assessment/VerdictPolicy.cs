using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Assessment;

/// <summary>The verdict, fail closed: it is known only when every required stage completed.</summary>
public static class VerdictPolicy
{
    /// <summary>True when every required stage is there and completed.</summary>
    public static bool IsComplete(IReadOnlyList<StageReport> stages, IReadOnlyCollection<string> required)
        => required.Count > 0
            && required.All(id => stages.Any(stage => stage.Id == id))
            && stages.All(stage => !required.Contains(stage.Id) || stage.Outcome == StageOutcome.Completed);

    /// <summary>The worst risk among the open findings; <see cref="Verdict.None"/> without any.</summary>
    public static Verdict WorstFound(IReadOnlyList<Finding> findings)
    {
        var open = findings.Where(finding => finding.State == FindingState.Open).ToList();
        return open.Count == 0 ? Verdict.None : open.Max(finding => finding.Risk) switch
        {
            Risk.Low => Verdict.Low,
            Risk.Medium => Verdict.Medium,
            Risk.High => Verdict.High,
        };
    }

    /// <summary>The verdict: the worst open finding, or <see cref="Verdict.Unknown"/> when anything required did not complete.</summary>
    public static Verdict Decide(bool complete, IReadOnlyList<Finding> findings)
        => complete ? WorstFound(findings) : Verdict.Unknown;
}
