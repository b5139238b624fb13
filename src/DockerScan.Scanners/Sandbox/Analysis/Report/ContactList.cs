using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Sandbox.Analysis.Model;

namespace DockerScan.Scanners.Sandbox.Analysis.Report;

/// <summary>Whom it tried to reach, most telling first.</summary>
internal static class ContactList
{
    public static IReadOnlyList<NetworkContact> Make(BehaviorInput input, int max)
        => [.. input.Contacts.All
            .OrderByDescending(contact => Weight(input, contact)).ThenBy(contact => contact.FirstMs)
            .Select(contact => new NetworkContact(
                contact.IsNameOnly ? "udp" : contact.Protocol,
                contact.Address,
                contact.IsNameOnly ? 53 : contact.Port,
                contact.Domain is null ? null : DisplayText.Clean(contact.Domain, 255),
                contact.Process is { } process ? ProcessName.Of(input, process) : null,
                contact.Application,
                DisplayText.Clean(contact.Summary, 300)))
            .DistinctBy(contact => (contact.Protocol, contact.Address, contact.Port, contact.Domain, contact.Application, contact.Process))
            .Take(max)];

    private static int Weight(BehaviorInput input, Contact contact)
        => (contact.Events.Any(input.Suspicion.Contains) ? 8 : 0)
            + (contact.IsNameOnly ? 0 : 2)
            + (contact.Domain is null && Addresses.IsPrivate(contact.Address) && !Addresses.IsMetadata(contact.Address) ? 0 : 1);
}
