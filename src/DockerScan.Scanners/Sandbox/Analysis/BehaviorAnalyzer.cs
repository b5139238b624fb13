using DockerScan.Scanners.Sandbox.Analysis.Report;
using DockerScan.Scanners.Sandbox.Analysis.Rules;
using DockerScan.Scanners.Sandbox.Analysis.Settings;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>Turns the record of a run into findings. Pure: the same record gives the same answer.</summary>
internal sealed class BehaviorAnalyzer(IEnumerable<IBehaviorRule> rules, BehaviorSet settings)
{
    private const int MaxObservations = 200;

    /// <summary>The settings' version, for the scanner's identity.</summary>
    public string Version => settings.Version;

    /// <summary>Analyses one run.</summary>
    public SandboxFindings Analyze(SandboxRecord record, CancellationToken cancellationToken)
    {
        var input = new BehaviorInput(record, settings);
        var findings = new List<Core.Findings.FindingDraft>();
        // Contacts last: what another rule has told with its proof is not told again.
        foreach (var rule in rules.OrderBy(rule => rule is ExternalContactRule))
        {
            cancellationToken.ThrowIfCancellationRequested();
            findings.AddRange(rule.Find(input));
        }

        var kept = findings.DistinctBy(each => (each.Check, each.Id, each.Location)).GroupBy(each => each.Check)
            .SelectMany(same => same.OrderByDescending(each => each.Severity).Take(BehaviorDrafts.MaxFindings)).ToList();
        return new SandboxFindings(
            kept,
            ContactList.Make(input, MaxObservations),
            ListenerList.Make(input, MaxObservations),
            ProcessList.Make(input, MaxObservations),
            DroppedList.Make(input, MaxObservations),
            TimelineBuilder.Make(input),
            CompletenessJudge.Judge(input));
    }
}
