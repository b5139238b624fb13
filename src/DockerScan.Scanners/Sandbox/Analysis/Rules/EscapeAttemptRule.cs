using System.Globalization;
using System.Text.RegularExpressions;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Sandbox.Analysis.Settings;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Attempts to leave the container: by command line, by what was written, by calls to an engine over the network.</summary>
internal sealed partial class EscapeAttemptRule : IBehaviorRule
{
    private const string Mend = "Do not deploy the image; never give it --privileged, the engine's socket or host namespaces.";

    private const int MaxDevices = 5;

    public IEnumerable<FindingDraft> Find(BehaviorInput input) => Commands(input).Concat(Modules(input)).Concat(Devices(input)).Concat(EngineCalls(input));

    private static IEnumerable<FindingDraft> Commands(BehaviorInput input)
    {
        foreach (var hit in CommandLines.Matching(input, CommandPattern.Escape))
        {
            yield return BehaviorDrafts.Make(BehaviorChecks.EscapeAttempt, hit.Pattern.Id, hit.Pattern.Severity, hit.Pattern.Title, hit.Location, hit.Evidence, Mend, Lineage.Of(input, hit.Processes));
        }
    }

    private static IEnumerable<FindingDraft> Modules(BehaviorInput input)
    {
        var modules = input.Paths.Written.Where(change => Module().IsMatch(change.Path) && !input.Packages.Explains(change.Path)).ToList();
        foreach (var change in modules.Take(5))
        {
            yield return BehaviorDrafts.Make(BehaviorChecks.EscapeAttempt, "kernel-module-file", Severity.Medium, "A kernel module was made at run time", StablePath.Of(change.Path),
                [$"{change.Path}: {change.Kind}"], Mend, Lineage.OrUnseen(input, []));
        }
    }

    // The kernel refuses it here: with --privileged, or CAP_MKNOD and the device allowed, it would be the machine's disk.
    private static IEnumerable<FindingDraft> Devices(BehaviorInput input)
    {
        foreach (var same in input.Inspect<DeviceEvent>().GroupBy(each => StablePath.Of(each.Path)).Take(MaxDevices))
        {
            var by = same.Select(each => (Event: each, Process: input.Processes.Find(each.Pid, each.Ms))).ToList();
            by.ForEach(each => input.Suspicion.Mark(each.Process));
            yield return BehaviorDrafts.Make(BehaviorChecks.EscapeAttempt, "device-node", Severity.High, "The image makes a device node of a disk or of the machine's memory", same.Key,
                [.. by.Take(MaxDevices).Select(each => string.Create(CultureInfo.InvariantCulture, $"{input.At(each.Event.Ms)} {EvidenceText.Who(each.Process)}: {each.Event.Path}, {(each.Event.IsBlock ? "block" : "character")} device {each.Event.Major}:{each.Event.Minor}"))],
                Mend, Lineage.Of(input, by.Select(each => each.Process)));
        }
    }

    private static IEnumerable<FindingDraft> EngineCalls(BehaviorInput input)
    {
        foreach (var same in input.Contacts.Connections.Where(contact => contact.Application == "http" && contact.Paths.Any(path => EngineCall().IsMatch(path))).GroupBy(contact => contact.Location))
        {
            foreach (var contact in same)
            {
                input.Suspicion.Mark(contact);
            }

            yield return BehaviorDrafts.Make(BehaviorChecks.EscapeAttempt, "engine-api", Severity.High, "The image calls a container engine or a node agent", same.Key,
                EvidenceList.Of([.. same], contact => EvidenceText.Connection(input, contact)), Mend, Lineage.Of(input, same.Select(contact => contact.Process)));
        }
    }

    [GeneratedRegex(@"\.ko(?:\.xz|\.gz|\.zst)?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Module();

    // Docker's API: containers and exec; the kubelet's: run and exec in a pod.
    [GeneratedRegex(@"^(?:/v1\.[0-9]{2})?/(?:containers/(?:json|create|[0-9a-f]{12,64}/(?:start|exec|archive))|exec/[0-9a-f]+/start|images/create)(?:\?|$)|^/(?:run|exec)/[^/]+/[^/]+/[^/]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex EngineCall();
}
