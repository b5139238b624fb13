using System.Globalization;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Sandbox.Analysis.Model;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Many ports of one machine, or one port of many machines.</summary>
internal sealed class ScanRule : IBehaviorRule
{
    private const int MaxPlaces = 5;
    private const string Mend = "Find the process named in the evidence and remove it, or replace the image.";

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
    {
        var flooded = input.Floods.SelectMany(flood => flood.Flows).Select(flow => flow.Address).ToHashSet();
        var tries = input.Contacts.All.Where(contact => contact.Protocol is "tcp" or "udp" or "icmp" && !flooded.Contains(contact.Address) && !Addresses.IsDiscovery(contact.Address)).ToList();
        var hosts = tries.Where(contact => contact.Port > 0).GroupBy(contact => (contact.Address, contact.Protocol))
            .Where(same => same.Select(contact => contact.Port).Distinct().Count() >= input.Limits.ScanPorts).ToList();
        var ports = tries.Where(contact => contact.Domain is null && !hosts.Exists(host => host.Key.Address == contact.Address))
            .GroupBy(contact => (contact.Port, contact.Protocol)).Where(same => IsSweep(input, same)).ToList();

        if (hosts.Count > MaxPlaces)
        {
            yield return Make(input, "ports", "many addresses", "The image scans the ports of many machines", [.. hosts.SelectMany(host => host)]);
        }
        else
        {
            foreach (var host in hosts)
            {
                var place = host.Select(contact => contact.Domain).FirstOrDefault(name => name is { Length: > 0 }) ?? host.Key.Address;
                yield return Make(input, "ports", place, $"The image scans the ports of {place}", [.. host]);
            }
        }

        foreach (var port in ports)
        {
            var place = port.Key.Protocol == "icmp" ? "* icmp" : string.Create(CultureInfo.InvariantCulture, $"*:{port.Key.Port}/{port.Key.Protocol}");
            yield return Make(input, "addresses", place, "The image looks for machines that answer", [.. port]);
        }
    }

    private static bool IsSweep(BehaviorInput input, IEnumerable<Contact> contacts)
    {
        var addresses = contacts.Select(contact => contact.Address).Distinct().ToList();
        return addresses.Count >= input.Limits.ScanAddresses
            || addresses.GroupBy(Addresses.Neighbourhood).Any(near => near.Count() >= input.Limits.ScanNeighbours);
    }

    private static FindingDraft Make(BehaviorInput input, string id, string location, string title, List<Contact> contacts)
    {
        foreach (var contact in contacts.Take(MaxPlaces))
        {
            input.Suspicion.Mark(contact);
        }

        var ports = contacts.Select(contact => contact.Port).Distinct().Order().ToList();
        var addresses = contacts.Select(contact => contact.Address).Distinct().ToList();
        var owners = contacts.Select(contact => contact.Process).OfType<ProcessInstance>().DistinctBy(process => process.Path ?? process.Name).Take(3).ToList();
        return BehaviorDrafts.Make(BehaviorChecks.Scan, id, Severity.Medium, title, location,
        [
            string.Create(CultureInfo.InvariantCulture, $"{input.At(contacts.Min(contact => contact.FirstMs))} to {input.At(contacts.Max(contact => contact.FirstMs))}: {addresses.Count} addresses, {ports.Count} ports"),
            "by " + (owners.Count == 0 ? "a process not known" : string.Join(", ", owners.Select(EvidenceText.Who))),
            "ports: " + string.Join(", ", ports.Take(40)),
            "addresses: " + string.Join(", ", addresses.Take(20)),
        ],
        Mend, Lineage.Of(input, owners));
    }
}
