using System.Net;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Scanners.Sandbox.Analysis.Settings;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Whom it tried to reach: one finding per name, or per address and port where no name led there.</summary>
internal sealed class ExternalContactRule : IBehaviorRule
{
    private const int MaxFindings = 50;

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
    {
        var told = input.Told.Select(Key).ToHashSet(StringComparer.Ordinal);
        var places = ContactPlace.Fold(input, [.. input.Contacts.All.Where(contact => !IsOwnName(input, contact) && !told.Contains(Key(contact))).Select(contact => new ContactPlace(Kind(input, contact), Key(contact), contact))]);
        var groups = places.GroupBy(place => (place.Kind, place.Location)).OrderByDescending(same => SeverityOf(same.Key.Kind, same)).ThenBy(same => same.Key.Location, StringComparer.Ordinal).ToList();
        foreach (var same in groups.Take(MaxFindings))
        {
            yield return Finding(input, same.Key.Kind, same.Key.Location, [.. same]);
        }

        if (groups.Count > MaxFindings)
        {
            yield return Finding(input, "public", "many", [.. groups.Skip(MaxFindings).SelectMany(same => same)]);
        }
    }

    private static FindingDraft Finding(BehaviorInput input, string kind, string location, List<ContactPlace> places)
    {
        var contacts = places.Select(place => place.Contact).OrderBy(contact => contact.IsNameOnly).ThenBy(contact => contact.FirstMs).ToList();
        var (title, mend) = kind switch
        {
            "metadata" => ("The image asks the cloud's metadata service", "Block the metadata address for containers that do not need it."),
            "mirror" => ($"The image contacts a package mirror: {location}", "Install packages at build time, so that what runs is what was checked."),
            "time" => ($"The image asks for the time: {location}", "A container has its machine's time; most services need no other."),
            "discovery" => ("The image looks for others on its network", "Confirm that the service needs discovery; most can be told where the others are."),
            "internal" => ($"The image contacts a place inside the network: {location}", "Confirm that the service needs it; name it in the configuration, not in the image."),
            _ => ($"The image contacts {location}", "Confirm with the publisher why it is contacted, and allow outgoing traffic to approved destinations only."),
        };
        return BehaviorDrafts.Make(BehaviorChecks.ExternalContact, kind, SeverityOf(kind, places), title, location,
            EvidenceList.Of(contacts, contact => EvidenceText.Connection(input, contact)), mend, Lineage.Of(input, contacts.Select(contact => contact.Process))) with
        {
            RiskReason = kind switch
            {
                "metadata" => "the cloud's metadata service hands out credentials of the machine",
                "mirror" => "a distribution's mirror is where packages come from; what it installs at run time was never checked",
                "time" => "that is how clocks are set, and little is told with it",
                "internal" => "the place lies inside your own network",
                _ when places.TrueForAll(place => place.Contact.IsNameOnly) => "its name was only asked for, and nothing followed",
                _ => "somebody outside is told that the image runs, and may be told more",
            },
        };
    }

    // A name that was only asked for says less than packets that followed.
    private static Severity SeverityOf(string kind, IEnumerable<ContactPlace> places)
        => kind is "mirror" or "internal" or "discovery" or "time" || places.All(place => place.Contact.IsNameOnly) ? Severity.Low : Severity.Medium;

    private static string Kind(BehaviorInput input, Contact contact)
    {
        var name = contact.Domain;
        return !contact.IsNameOnly && Addresses.IsDiscovery(contact.Address) ? "discovery"
            : contact is { IsNameOnly: false, Application: "ntp" } ? "time"
            : Addresses.IsMetadata(contact.Address) || contact.Application == "metadata" || (name is not null && input.Settings.MetadataNames.Contains(name)) ? "metadata"
            : name is { Length: > 0 } && !IPAddress.TryParse(name, out _)
                ? BehaviorSet.Covers(input.Settings.Mirrors, name) ? "mirror"
                    : !name.Contains('.', StringComparison.Ordinal) || BehaviorSet.Covers(input.Settings.InternalNames, name) ? "internal" : "public"
                : Addresses.IsPrivate(contact.Address) ? "internal" : "public";
    }

    private static string Key(Contact contact)
        => !contact.IsNameOnly && Addresses.IsDiscovery(contact.Address) ? "multicast and broadcast"
            : Addresses.IsMetadata(contact.Address) ? contact.Address
            : contact.Domain is { Length: > 0 } name ? WithoutService(name)
            : contact.Port == 0 ? $"{contact.Address} {contact.Protocol}" : $"{Addresses.Endpoint(contact.Address, contact.Port)}";

    // "_http._tcp.deb.debian.org" asks for a service of deb.debian.org (RFC 2782).
    private static string WithoutService(string name)
    {
        while (name.StartsWith('_') && name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
        {
            name = name[(dot + 1)..];
        }

        return name.ToLowerInvariant();
    }

    private static bool IsOwnName(BehaviorInput input, Contact contact)
        => contact.Domain is { } name && contact.IsNameOnly
            && (name.Length == 0 || name.EndsWith(".arpa", StringComparison.Ordinal) || name == "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal)
                || string.Equals(name, input.Record.HostName, StringComparison.OrdinalIgnoreCase)
                || (input.Record.HostName.Length > 0 && name.StartsWith(input.Record.HostName + ".", StringComparison.OrdinalIgnoreCase)));
}
