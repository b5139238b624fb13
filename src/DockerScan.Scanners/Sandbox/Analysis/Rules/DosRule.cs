using System.Globalization;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Sandbox.Analysis.Model;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Floods, by rate and total, for one destination and for all together.</summary>
internal sealed class DosRule : IBehaviorRule
{
    private const int MaxPlaces = 5;

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
    {
        var floods = input.Floods;
        foreach (var same in floods.GroupBy(flood => flood.Kind))
        {
            if (same.Count() > MaxPlaces)
            {
                yield return Make(input, same.Key, "many destinations", [.. same]);
                continue;
            }

            foreach (var flood in same)
            {
                yield return Make(input, flood.Kind, flood.Location, [flood]);
            }
        }
    }

    private static FindingDraft Make(BehaviorInput input, string kind, string location, List<Flood> floods)
    {
        foreach (var flow in floods.SelectMany(flood => flood.Flows).Take(MaxPlaces))
        {
            input.Suspicion.Mark(flow.Last);
        }

        return BehaviorDrafts.Make(BehaviorChecks.Dos, kind + "-flood", Severity.High, $"The image floods {location} with {kind.ToUpperInvariant()} packets", location,
            EvidenceList.Of(floods, flood => Line(input, flood)), "Stop every container of this image, and do not deploy it again.", Lineage.Of(input, [.. floods.Take(MaxPlaces).Select(flood => Owner(input, flood))]));
    }

    private static FlowTotal First(Flood flood) => flood.Flows.MinBy(flow => flow.Last.FirstMs)!;

    private static ProcessInstance? Owner(BehaviorInput input, Flood flood)
        => First(flood) is { Last: { } last } first ? input.Owner(last.Protocol, first.Address, last.Port, last.SourcePort, last.FirstMs, mayBeRaw: true) : null;

    private static string Line(BehaviorInput input, Flood flood)
    {
        var first = First(flood);
        var owner = Owner(input, flood);
        input.Suspicion.Mark(owner);
        return string.Create(CultureInfo.InvariantCulture,
            $"{input.At(first.Last.FirstMs)} {EvidenceText.Who(owner)}: {flood.Total:0} {flood.Kind.ToUpperInvariant()} packets to {flood.Location} until {input.At(flood.Flows.Max(flow => flow.Last.LastMs))}, at most {flood.Peak:0} in one second, over {flood.Flows.Count} address and port pairs, {flood.Flows.Sum(flow => flow.Last.Bytes)} bytes");
    }
}
