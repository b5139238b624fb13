using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Report;

/// <summary>The run over time, bounded: what findings are about is kept first, then what lasted longest.</summary>
internal static class TimelineBuilder
{
    public const int MaxBars = 40;
    public const int MaxMarks = 200;
    private const int MaxLabel = 80;
    private const int MaxHost = 253;

    public static SandboxTimeline Make(BehaviorInput input)
    {
        var window = Math.Max(1, input.Since(input.EndMs));
        return new SandboxTimeline(window, Bars(input, window), Marks(input, window));
    }

    private static List<TimelineBar> Bars(BehaviorInput input, long window)
        => [.. input.Processes.All
            .OrderByDescending(input.Suspicion.Contains).ThenByDescending(process => (process.EndMs ?? input.EndMs) - process.StartedMs).ThenBy(process => process.StartedMs)
            .Take(MaxBars)
            .OrderBy(process => process.StartedMs).ThenBy(process => process.Pid)
            .Select(process => new TimelineBar(
                DisplayText.Clean(EvidenceText.Command(process.Last.Command), MaxLabel),
                Math.Clamp(input.Since(process.StartedMs), 0, window),
                process.EndMs is { } end ? Math.Clamp(input.Since(end), 0, window) : null,
                process.Last.Uid,
                input.Suspicion.Contains(process)))];

    private static List<TimelineMark> Marks(BehaviorInput input, long window)
        => [.. Contacts(input).Concat(Tokens(input)).Concat(Listeners(input)).Concat(Files(input))
            .OrderByDescending(mark => mark.IsSuspicious).ThenByDescending(mark => mark.Kind != "dns").ThenBy(mark => mark.AtMs)
            .Take(MaxMarks)
            .Select(mark => mark with { AtMs = Math.Clamp(mark.AtMs, 0, window), Label = DisplayText.Clean(mark.Label, MaxLabel) })
            .OrderBy(mark => mark.AtMs).ThenBy(mark => mark.Label, StringComparer.Ordinal)];

    private static IEnumerable<TimelineMark> Contacts(BehaviorInput input)
    {
        var names = input.Network<DnsEvent>().GroupBy(each => each.Name, StringComparer.OrdinalIgnoreCase).Select(same => same.MinBy(each => each.Ms)!)
            .Select(each => new TimelineMark(input.Since(each.Ms), each.Name, "dns", input.Suspicion.Contains(each)) { Host = DisplayText.Clean(each.Name, MaxHost) });
        var contacts = input.Contacts.All.Where(contact => !contact.IsNameOnly)
            .Select(contact => new TimelineMark(input.Since(contact.FirstMs), contact.Application is { } application ? $"{contact.Location} {application}" : $"{contact.Location} {contact.Protocol}",
                contact.Events is [FlowEvent, ..] ? "flow" : "connection", contact.Events.Any(input.Suspicion.Contains))
            {
                Host = DisplayText.Clean(contact.Domain is { Length: > 0 } domain ? domain : contact.Address, MaxHost),
            });
        return names.Concat(contacts);
    }

    private static IEnumerable<TimelineMark> Tokens(BehaviorInput input)
        => input.Network<TokenEvent>().Select(each => new TimelineMark(input.Since(each.Ms), $"{each.Token} to {Addresses.Endpoint(each.Address, each.Port)}", "token", IsSuspicious: true));

    private static IEnumerable<TimelineMark> Listeners(BehaviorInput input)
        => ListenerList.Sockets(input).DistinctBy(each => (each.Event.Protocol, each.Event.LocalAddress, each.Event.LocalPort))
            .Select(each => new TimelineMark(input.Since(each.Event.Ms), string.Create(CultureInfo.InvariantCulture, $"{each.Event.Protocol}/{each.Event.LocalPort}"), "listener", input.Suspicion.Contains(each.Event)));

    private static IEnumerable<TimelineMark> Files(BehaviorInput input)
        => input.Inspect<OpenedEvent>().Where(each => each.What == "honeytoken" || input.Suspicion.Contains(each))
            .Select(each => new TimelineMark(input.Since(each.Ms), each.Path, "file", input.Suspicion.Contains(each)))
            .Concat(input.Inspect<MappingEvent>().Where(input.Suspicion.Contains).Select(each => new TimelineMark(input.Since(each.Ms), each.Path, "file", IsSuspicious: true)));
}
