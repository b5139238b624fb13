using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Sandbox.Analysis.Model;

namespace DockerScan.Scanners.Sandbox.Analysis.Report;

/// <summary>What it ran: what findings are about first, then root, then by start.</summary>
internal static class ProcessList
{
    public static IReadOnlyList<ObservedProcess> Make(BehaviorInput input, int max)
        => [.. input.Processes.All
            .OrderByDescending(input.Suspicion.Contains).ThenBy(process => process.StartedMs)
            .SelectMany(process => process.States)
            .Select(state => new ObservedProcess(EvidenceText.Command(state.Command), ProcessInstance.PathOf(state) is { } path ? DisplayText.Clean(path, 300) : null, state.Uid))
            .Distinct().Take(max)];
}
