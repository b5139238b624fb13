using System.Globalization;
using DockerScan.Core.Sandbox;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>Every place that the target tried to reach: connections, packets that came to none, names that nothing followed.</summary>
internal sealed class ContactTable
{
    private const int DnsPort = 53;
    private const int NtpPort = 123;

    private readonly Dictionary<(string Address, int Port), Contact> _byPlace = [];

    public ContactTable(BehaviorInput input)
    {
        var answers = Answers(input);
        var connections = OfConnections(input, answers).ToList();
        var reached = connections.Select(each => (each.Address, each.Port)).ToHashSet();
        var flows = input.Flows.All.Where(flow => !IsKnown(flow, reached, input.Record)).Select(flow => OfFlow(input, flow, answers)).ToList();
        var names = connections.Concat(flows).Select(each => each.Domain).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        All = [.. connections, .. flows, .. OfNames(input, names), .. OfRawSends(input, reached)];
        foreach (var contact in All)
        {
            _byPlace.TryAdd((contact.Address, contact.Port), contact);
        }
    }

    public IReadOnlyList<Contact> All { get; }

    /// <summary>The first one there; null when none was told.</summary>
    public Contact? At(string address, int port) => _byPlace.GetValueOrDefault((address, port));

    public IEnumerable<Contact> Connections => All.Where(contact => contact.Events is [ConnectionEvent, ..]);

    // In the sealed network an answered address is made up for this run and this name: alone it would be another place in each run.
    private static Dictionary<string, string> Answers(BehaviorInput input)
        => input.Record.Mode != SandboxMode.Sinkhole
            ? []
            : input.Network<DnsEvent>().Where(each => each is { QueryType: "A" or "AAAA", Answer: not null }).GroupBy(each => Addresses.Normalize(each.Answer!))
                .ToDictionary(same => same.Key, same => same.First().Name, StringComparer.Ordinal);

    private static IEnumerable<Contact> OfConnections(BehaviorInput input, Dictionary<string, string> answers)
        => Told(input.Network<ConnectionEvent>().Where(each => !Addresses.IsLoopback(each.Address)))
            .GroupBy(each => (Address: Addresses.Normalize(each.Address), each.Port, Domain: each.Domain ?? answers.GetValueOrDefault(Addresses.Normalize(each.Address)), each.Application, each.InsideTls, Wallet: each.Details.GetValueOrDefault("wallet")))
            .Select(same =>
            {
                var told = same.MaxBy(each => (each.FirstBytes.Length > 0 ? 1 : 0, -each.Ms))!;
                return new Contact
                {
                    Protocol = "tcp",
                    Address = same.Key.Address,
                    Port = same.Key.Port,
                    Domain = same.Key.Domain,
                    Application = same.Key.Application,
                    Process = same.Select(each => input.Owner("tcp", same.Key.Address, each.Port, each.SourcePort, each.Ms)).FirstOrDefault(each => each is not null),
                    Summary = told.Summary,
                    Details = told.Details,
                    FirstBytes = told.FirstBytes,
                    InsideTls = same.Key.InsideTls,
                    FirstMs = same.Min(each => each.Ms),
                    Count = same.Select(each => each.Id).Distinct().Count(),
                    Events = [.. same],
                };
            });

    // A connection is told again when later bytes say more: what was said before the protocol was known is no other contact.
    private static IEnumerable<ConnectionEvent> Told(IEnumerable<ConnectionEvent> events)
        => events.GroupBy(each => each.Id).SelectMany(same =>
        {
            var known = same.Where(each => each.Application is not (null or "unknown")).ToList();
            return known.Count > 0 ? known : [same.MaxBy(each => (each.Application is null ? 0 : 1, each.FirstBytes.Length))!];
        });

    // TCP to where a connection was taken is that connection; what goes to the configured name server is told by its questions.
    private static bool IsKnown(FlowTotal flow, HashSet<(string Address, int Port)> reached, SandboxRecord record)
        => (flow.Last.Protocol == "tcp" && reached.Contains((flow.Address, flow.Last.Port)))
            || (flow.Last.Port == DnsPort && record.Resolvers.Contains(flow.Address));

    private static Contact OfFlow(BehaviorInput input, FlowTotal flow, Dictionary<string, string> answers)
        => new()
        {
            Protocol = flow.Last.Protocol,
            Address = flow.Address,
            Port = flow.Last.Port,
            Domain = flow.Last.Domain ?? answers.GetValueOrDefault(flow.Address),
            Process = input.Owner(flow.Last.Protocol, flow.Address, flow.Last.Port, flow.Last.SourcePort, flow.Last.FirstMs, mayBeRaw: true),
            Application = flow.Last.Protocol == "udp" && flow.Last.Port == DnsPort ? "dns" : flow.Last is { Protocol: "udp", Port: NtpPort } ? "ntp" : null,
            Summary = string.Create(CultureInfo.InvariantCulture,
                $"{flow.Last.Packets} packets, {flow.Last.Bytes} bytes, at most {flow.Last.PeakPerSecond} a second"),
            FirstMs = flow.Last.FirstMs,
            Events = [flow.Last],
        };

    // What a program makes itself the kernel may swallow on its way out, before anybody can see it: fragments that never become a packet.
    private static IEnumerable<Contact> OfRawSends(BehaviorInput input, HashSet<(string Address, int Port)> reached)
    {
        var seen = reached.Select(each => each.Address).Concat(input.Flows.All.Select(flow => flow.Address)).ToHashSet(StringComparer.Ordinal);
        return input.Notices.RawSends.Select(each => (Address: Addresses.Normalize(each.Address!), Sent: each))
            .Where(each => !seen.Contains(each.Address) && !Addresses.IsLoopback(each.Address) && !Addresses.IsDiscovery(each.Address))
            .GroupBy(each => each.Address, StringComparer.Ordinal)
            .Select(same =>
            {
                var first = same.MinBy(each => each.Sent.Ms).Sent;
                return new Contact
                {
                    Protocol = first.Protocol,
                    Address = same.Key,
                    Port = 0,
                    Process = input.Processes.Find(first.Pid, first.Ms),
                    Summary = "packets that it made itself were sent, and none of them was seen whole",
                    FirstMs = first.Ms,
                    Events = [.. same.Select(each => each.Sent)],
                };
            });
    }

    private static IEnumerable<Contact> OfNames(BehaviorInput input, HashSet<string> reached)
        => input.Network<DnsEvent>()
            .Where(each => !reached.Contains(each.Name))
            .GroupBy(each => each.Name, StringComparer.OrdinalIgnoreCase)
            .Select(same =>
            {
                var first = same.MinBy(each => each.Ms)!;
                return new Contact
                {
                    Protocol = "dns",
                    Address = Addresses.Normalize(first.Server),
                    Port = 0,
                    Domain = first.Name,
                    Application = "dns",
                    Process = input.Notices.Find(first.Protocol, Addresses.Normalize(first.Server), DnsPort, first.Ms, mayBeRaw: false) ?? input.Processes.OnlyAlive(first.Ms),
                    Summary = $"asked for {string.Join(", ", same.Select(each => each.QueryType).Distinct().Take(6))}, answered {first.Answer ?? "nothing"}",
                    FirstMs = first.Ms,
                    Count = same.Max(each => each.Count),
                    Events = [.. same],
                };
            });
}
