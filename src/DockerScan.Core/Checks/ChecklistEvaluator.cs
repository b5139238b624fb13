using DockerScan.Core.Findings;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Checks;

/// <summary>Answers every check from the findings and from what really ran.</summary>
public static class ChecklistEvaluator
{
    /// <summary>One line per check, in the checklist's order.</summary>
    public static IReadOnlyList<ChecklistLine> Evaluate(
        Checklist checklist, IReadOnlyList<Finding> findings, IReadOnlyList<StageReport> stages)
    {
        ArgumentNullException.ThrowIfNull(checklist);
        var completed = stages.GroupBy(stage => stage.Id).Where(reports => reports.All(stage => stage.Outcome == StageOutcome.Completed))
            .Select(reports => reports.Key).ToHashSet();
        var byCheck = findings.Where(finding => finding.State == FindingState.Open)
            .SelectMany(finding => finding.Details.AlsoChecks.Append(finding.Details.Check).Distinct().Select(check => (check, finding)))
            .ToLookup(pair => pair.check, pair => pair.finding);
        return [.. checklist.Checks.Select(check => Line(check, [.. byCheck[check.Id]], completed))];
    }

    private static ChecklistLine Line(CheckDefinition check, List<Finding> findings, HashSet<string> completed)
    {
        var result = findings.Count > 0 ? CheckResult.Detected
            : check.FedBy.Count > 0 && check.FedBy.All(completed.Contains) ? CheckResult.NotDetected
            : CheckResult.NotAssessed;
        return new ChecklistLine(
            check.Group, check.Id, result, findings.Count > 0 ? findings.Max(finding => finding.Risk) : null, findings.Count);
    }
}
