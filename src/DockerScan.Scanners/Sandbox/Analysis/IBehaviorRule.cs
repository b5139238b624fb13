using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>One thing to tell from a run. Pure but for what it marks as suspicious in the input.</summary>
internal interface IBehaviorRule
{
    IEnumerable<FindingDraft> Find(BehaviorInput input);
}
