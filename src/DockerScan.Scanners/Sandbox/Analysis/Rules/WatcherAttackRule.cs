using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>The image went for whoever watched it.</summary>
internal sealed class WatcherAttackRule : IBehaviorRule
{
    private const string Mend = "Do not deploy the image: no ordinary program looks for its watcher. What it did afterwards is not known.";

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
    {
        if (input.Record.WatcherAttack is not { } attack)
        {
            yield break;
        }

        var told = input.Inspect<AttackEvent>().ToList();
        var culprit = told.Select(each => input.Processes.Find(each.Pid, each.Ms)).OfType<ProcessInstance>().FirstOrDefault();
        if (culprit is not null)
        {
            input.Suspicion.Mark(culprit);
        }

        yield return BehaviorDrafts.Make(BehaviorChecks.EscapeAttempt, "attacks-watcher", Severity.High, "The image attacks the watcher",
            StablePath.Of(culprit?.Path ?? "sandbox"), told.Count > 0 ? [.. told.Select(each => $"{input.At(each.Ms)} {WatcherGuard.Words(each)}")] : [DisplayText.Clean(attack, 300)], Mend, Lineage.Of(input, [culprit]));
    }
}
