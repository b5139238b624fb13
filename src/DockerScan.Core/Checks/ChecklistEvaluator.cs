using DockerScan.Core.Findings;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Checks;

/// <summary>Answers every check from the findings and from what really ran.</summary>
public static class ChecklistEvaluator
{
    /// <summary>One line per check, in the checklist's order.</summary>
    /// <param name="checklist">The checks.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="stages">What ran.</param>
    /// <param name="looked">
    /// The checks for which the reputation service answered everything that it had to, though its stage as a whole is not complete:
    /// an unknown file says nothing against the addresses.
    /// </param>
    public static IReadOnlyList<ChecklistLine> Evaluate(
        Checklist checklist, IReadOnlyList<Finding> findings, IReadOnlyList<StageReport> stages, IReadOnlySet<string>? looked = null)
    {
        ArgumentNullException.ThrowIfNull(checklist);
        var completed = stages.GroupBy(stage => stage.Id).Where(reports => reports.All(stage => stage.Outcome == StageOutcome.Completed))
            .Select(reports => reports.Key).ToHashSet();
        var byCheck = findings.Where(finding => finding.State == FindingState.Open)
            .SelectMany(finding => finding.Details.AlsoChecks.Append(finding.Details.Check).Distinct().Select(check => (check, finding)))
            .ToLookup(pair => pair.check, pair => pair.finding);
        return [.. checklist.Checks.Select(check => Line(check, [.. byCheck[check.Id]], completed, looked?.Contains(check.Id) == true))];
    }

    private static ChecklistLine Line(CheckDefinition check, List<Finding> findings, HashSet<string> completed, bool isLookedUp)
    {
        var result = findings.Count > 0 ? CheckResult.Detected
            : check.FedBy.Count > 0 && check.FedBy.All(id => completed.Contains(id) || (isLookedUp && id == StageIds.VirusTotal)) ? CheckResult.NotDetected
            : CheckResult.NotAssessed;
        return new ChecklistLine(
            check.Group, check.Id, result, findings.Count > 0 ? findings.Max(finding => finding.Risk) : null, findings.Count);
    }
}
