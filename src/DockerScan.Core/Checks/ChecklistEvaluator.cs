using System.Runtime.InteropServices;
using DockerScan.Core.Findings;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Checks;

/// <summary>Answers every check from the findings and from what really happened.</summary>
public static class ChecklistEvaluator
{
    /// <summary>One line per check, in the checklist's order.</summary>
    /// <param name="checklist">The checks.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="stages">What ran, and what each did not look at.</param>
    public static IReadOnlyList<ChecklistLine> Evaluate(Checklist checklist, IReadOnlyList<Finding> findings, IReadOnlyList<StageReport> stages)
    {
        ArgumentNullException.ThrowIfNull(checklist);
        var byCheck = ByCheck(findings);
        var byStage = stages.ToLookup(stage => stage.Id);
        return [.. checklist.Checks.Select(check => Line(check, byCheck.GetValueOrDefault(check.Id) ?? [], byStage))];
    }

    // Thousands of findings are asked about each time that a verdict is shown.
    private static Dictionary<string, List<Finding>> ByCheck(IReadOnlyList<Finding> findings)
    {
        var byCheck = new Dictionary<string, List<Finding>>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            if (finding.State == FindingState.Open)
            {
                Add(finding, finding.Details.Check);
                foreach (var check in finding.Details.AlsoChecks)
                {
                    Add(finding, check);
                }
            }
        }

        return byCheck;

        // One that names a check twice counts once.
        void Add(Finding finding, string check)
        {
            ref var same = ref CollectionsMarshal.GetValueRefOrAddDefault(byCheck, check, out _);
            same ??= [];
            if (same.Count == 0 || !ReferenceEquals(same[^1], finding))
            {
                same.Add(finding);
            }
        }
    }

    private static ChecklistLine Line(CheckDefinition check, List<Finding> findings, ILookup<string, StageReport> stages)
    {
        var result = findings.Count > 0 ? CheckResult.Detected : IsEarned(check, stages) ? CheckResult.NotDetected : CheckResult.NotAssessed;
        return new ChecklistLine(
            check.Group, check.Id, result, findings.Count > 0 ? findings.Max(finding => finding.Risk) : null, findings.Count);
    }

    // All that the table asks for was done, and whoever else feeds the check left nothing out.
    private static bool IsEarned(CheckDefinition check, ILookup<string, StageReport> stages)
    {
        var needs = CheckTable.NeedsOf(check.Id);
        return check.FedBy.Count > 0
            && needs.All(look => CheckTable.StageOf(look) is { } stage && stages[stage].Any() && stages[stage].All(report => Did(report, look)))
            && check.FedBy.All(id => stages[id].Any() && (needs.Any(look => CheckTable.StageOf(look) == id) || stages[id].All(IsWhole)));
    }

    private static bool Did(StageReport report, Look look)
        => (report.Outcome == StageOutcome.Completed || (report.Outcome == StageOutcome.Partial && report.Gaps.Count > 0))
            && !report.Gaps.Any(gap => CheckTable.Taken(report.Id, gap.Kind).Contains(look));

    private static bool IsWhole(StageReport report) => report.Outcome == StageOutcome.Completed && report.Gaps.Count == 0;
}
