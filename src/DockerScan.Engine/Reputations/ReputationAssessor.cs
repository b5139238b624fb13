using System.Globalization;
using DockerScan.Core.Assessment;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Engine.Assessing;

namespace DockerScan.Engine.Reputations;

/// <summary>Puts answers into a result: verdicts, findings, stage, checklist, verdict. Pure, and the same at the end of a scan and long after it.</summary>
internal sealed class ReputationAssessor(Checklist checklist)
{
    private static readonly (string Check, GapKind Kind, string Detail)[] Kinds =
    [
        (CheckIds.AutorunMalware, GapKind.FilesNotLookedUp, "not every file that starts by itself is known to the reputation service"),
        (CheckIds.MaliciousAddress, GapKind.AddressesNotLookedUp, "not every contacted address is known to the reputation service"),
    ];

    /// <summary>The result with the set's answers in place of those it had.</summary>
    public ScanResult Apply(ScanResult result, IndicatorSet set, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(result);
        var answers = set.Indicators;
        var findings = Findings(result, answers);
        var stages = With(result.Stages, Stage(set, duration));
        var byIndicator = answers.ToDictionary(each => each.Indicator, each => each.Reputation);
        return result with
        {
            Findings = findings,
            Stages = stages,
            Reputations = [.. answers.OrderByDescending(each => each.Reputation).ThenByDescending(each => each.Rank)],
            Autorun = [.. result.Autorun.Select(file => file with { Reputation = Find(byIndicator, file.Package is null ? Indicator.TryFile(file.Sha256) : null) })],
            Dropped = [.. result.Dropped.Select(file => file with { Reputation = Find(byIndicator, Indicator.TryFile(file.Sha256)) })],
            Network = [.. result.Network.Select(contact => contact with { Reputation = Find(byIndicator, IndicatorCollector.Of(contact)) })],
            Checklist = ChecklistEvaluator.Evaluate(checklist, findings, stages),
            Verdict = VerdictPolicy.Decide(result.Complete, findings),
            AtLeast = VerdictPolicy.WorstFound(findings),
        };
    }

    /// <summary>The result of a scan that could not be looked up.</summary>
    public ScanResult Without(ScanResult result, StageOutcome outcome, string reason, TimeSpan duration)
    {
        var stages = With(result.Stages, new StageReport(StageIds.VirusTotal, outcome, reason, duration, new Dictionary<string, string>()));
        return result with { Stages = stages, Checklist = ChecklistEvaluator.Evaluate(checklist, result.Findings, stages) };
    }

    private IReadOnlyList<Finding> Findings(ScanResult result, IReadOnlyList<IndicatorReputation> answers)
    {
        var others = result.Findings.Where(finding => finding.Scanner != StageIds.VirusTotal).Select(finding => (finding.Scanner, finding.Details));
        var ours = answers.SelectMany(ReputationDrafts.Of).Select(draft => (StageIds.VirusTotal, draft));
        var states = result.Findings.ToDictionary(finding => finding.Key, finding => finding.State);
        return [.. new FindingAssessor(checklist).Assess(result.Reference, result.Platform, others.Concat(ours))
            .Select(finding => states.TryGetValue(finding.Key, out var state) ? finding with { State = state } : finding)];
    }

    // An unknown file says nothing against the addresses: each check has its own answer.
    private static List<Gap> Gaps(IndicatorSet set)
        => [.. Kinds.Where(pair => set.Shortfalls.ContainsKey(pair.Check) || set.Indicators.Any(each => each.Check == pair.Check && !each.IsKnown))
            .Select(pair => new Gap(pair.Kind, set.Shortfalls.GetValueOrDefault(pair.Check) ?? pair.Detail))];

    private static Reputation Find(Dictionary<Indicator, Reputation> answers, Indicator? indicator)
        => indicator is not null && answers.TryGetValue(indicator, out var reputation) ? reputation : Reputation.NotConfigured;

    private static IReadOnlyList<StageReport> With(IReadOnlyList<StageReport> stages, StageReport ours)
        => [.. stages.Where(stage => stage.Id != StageIds.VirusTotal), ours];

    private static StageReport Stage(IndicatorSet set, TimeSpan duration)
    {
        var answers = set.Indicators;
        List<string> reasons = [];
        Add(answers.Count(each => each.Reputation == Reputation.Pending), "wait for their turn; the report is amended when they are answered");
        Add(answers.Count(each => each.Reputation == Reputation.OverQuota), "wait for the quota; the report is amended when they are answered");
        Add(answers.Count(each => each.Reputation == Reputation.Unknown), "are not known to VirusTotal, which says nothing of their safety");
        Add(answers.Count(each => each.Reputation == Reputation.NotConfigured), "were not looked up");
        if (set.Rest is { } rest && answers.Any(each => !each.IsKnown))
        {
            reasons.Add(rest);
        }

        reasons.AddRange(set.Shortfalls.Values.Distinct());
        var evidence = new Dictionary<string, string>
        {
            ["indicators"] = Number(answers.Count),
            ["malicious"] = Number(answers.Count(each => each.Reputation == Reputation.Malicious)),
            ["suspicious"] = Number(answers.Count(each => each.Reputation == Reputation.Suspicious)),
            ["harmless"] = Number(answers.Count(each => each.Reputation == Reputation.Harmless)),
            ["unknown"] = Number(answers.Count(each => each.Reputation == Reputation.Unknown)),
        };
        return reasons.Count == 0
            ? new StageReport(StageIds.VirusTotal, StageOutcome.Completed, null, duration, evidence)
            : new StageReport(StageIds.VirusTotal, StageOutcome.Partial, string.Join("; ", reasons), duration, evidence) { Gaps = Gaps(set) };

        void Add(int count, string what)
        {
            if (count > 0)
            {
                reasons.Add(string.Create(CultureInfo.InvariantCulture, $"{count} of {answers.Count} {what}"));
            }
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
