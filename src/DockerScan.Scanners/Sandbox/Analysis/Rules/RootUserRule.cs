using System.Globalization;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Sandbox.Analysis.Model;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Who really runs as root, and with which rights.</summary>
/// <remarks>
/// Root that stays is medium, as the configured user is; it weighs high when it was not the image's configured user, or holds
/// rights beyond the engine's default. It is low when it is only the head of workers that gave root up. A start script that
/// is root and then hands over to another user is no finding: the configuration's own finding says that much already.
/// </remarks>
internal sealed class RootUserRule : IBehaviorRule
{
    // Docker's default list: chown, dac_override, fowner, fsetid, kill, setgid, setuid, setpcap, net_bind_service, net_raw, sys_chroot, mknod, audit_write, setfcap.
    private const ulong DefaultCapabilities = 0xa80425fb;

    private const string Mend = "Let the entrypoint drop to an unprivileged account before the service begins, or set one with USER.";

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
    {
        var staying = input.Processes.All.Where(process => process.Last.Uid == 0 && Stays(input, process)).ToList();
        if (staying.Count > 0)
        {
            yield return Root(input, staying);
        }

        var raised = input.Processes.All.Where(process => process.States.Any(state => state.Uid == 0 && state.RealUid != 0)).ToList();
        if (raised.Count > 0)
        {
            yield return BehaviorDrafts.Make(CheckIds.RootUser, "became-root", Severity.High, "A process became root that did not start as root",
                Location(raised[0]), EvidenceList.Of(raised, process => Line(input, process)), "Remove the set-uid program, and run with no-new-privileges.", Lineage.Of(input, raised));
        }

        var strong = input.Processes.All.Where(process => process.States.Any(state => (state.Capabilities & ~DefaultCapabilities) != 0)).ToList();
        if (strong.Count > 0)
        {
            yield return BehaviorDrafts.Make(CheckIds.RootUser, "more-capabilities", Severity.High, "A process holds rights beyond a container's default",
                Location(strong[0]), EvidenceList.Of(strong, process => Line(input, process)), "Run with --cap-drop ALL and add back only what the service needs.", Lineage.Of(input, strong));
        }
    }

    private static FindingDraft Root(BehaviorInput input, List<ProcessInstance> staying)
    {
        var configured = input.Record.Configuration.User.Trim().Split(':')[0] is "" or "root" or "0";
        // Workers that gave root up, below a root process: nginx, sshd, Apache.
        var hasWorkers = input.Processes.All.Any(process => process.Last.Uid != 0 && process.IsAlive(input.EndMs)
            && input.Processes.WithAncestors(process).Skip(1).Any(staying.Contains));
        var severity = !configured ? Severity.High : hasWorkers ? Severity.Low : Severity.Medium;
        var main = staying.MinBy(process => (process.Pid == 1 ? 0 : input.Sockets.Of(process.Pid).Any(each => each.Process == process && each.Event.IsListening) ? 1 : 2, process.StartedMs))!;
        return BehaviorDrafts.Make(CheckIds.RootUser, "runs-as-root", severity,
            hasWorkers ? "The main process stays root; its workers are not" : "The service runs as root", Location(main),
            EvidenceList.Of([.. staying.OrderBy(process => process == main ? 0 : 1).ThenBy(process => process.StartedMs)], process => Line(input, process)), Mend, Lineage.Of(input, [main]));
    }

    // Alive at the end, or long enough; in a run that was shorter than that, whatever was root when it ended.
    private static bool Stays(BehaviorInput input, ProcessInstance process)
    {
        var settled = input.Record.TargetStartMs + (long)(input.Limits.RootSettleSeconds * 1000);
        return input.EndMs <= settled
            ? process.Pid == 1
            : process.EndMs is null || process.EndMs >= settled + (long)(input.Limits.RootSettleSeconds * 1000) || (process.Pid == 1 && process.EndMs >= settled);
    }

    private static string Location(ProcessInstance process) => StablePath.Of(process.Path ?? process.Name);

    private static string Line(BehaviorInput input, ProcessInstance process)
    {
        var state = process.Last;
        return $"{input.At(process.StartedMs)} {EvidenceText.Who(process)}: {EvidenceText.Command(state.Command)}; "
            + string.Create(CultureInfo.InvariantCulture, $"effective uid {state.Uid}, real uid {state.RealUid}, capabilities {state.Capabilities:x}")
            + (process.EndMs is { } end ? $", gone at {input.At(end)}" : ", to the end");
    }
}
