using System.Globalization;
using System.Net;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Scanners.Sandbox.Analysis.Settings;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Names that carry data (a DNS tunnel, MITRE ATT&amp;CK T1071.004) and names that a program makes up to find its master (domain generation, T1568.002).</summary>
internal sealed class DnsMisuseRule : IBehaviorRule
{
    private const int MaxLines = 6;
    private const string Mend = "Do not deploy the image; isolate containers started from it, and let containers ask your own name servers only, which log and filter.";

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
    {
        var domains = input.Contacts.All.Where(contact => contact.Domain is { } name && IsPublic(input, name))
            .GroupBy(contact => DomainNames.Parent(contact.Domain!.ToLowerInvariant()), StringComparer.Ordinal).ToList();
        return Tunnels(input, domains).Concat(Spread(input, domains)).Concat(Generated(input, domains));
    }

    private static IEnumerable<FindingDraft> Tunnels(BehaviorInput input, List<IGrouping<string, Contact>> domains)
    {
        foreach (var same in domains)
        {
            var carrying = Carrying(input, same);
            if (carrying.Count < input.Limits.DnsTunnelNames)
            {
                continue;
            }

            ServiceContacts.Tell(input, same);
            yield return BehaviorDrafts.Make(BehaviorChecks.ExternalContact, "dns-tunnel", Severity.High, $"Data is carried in names: a DNS tunnel through {same.Key}", same.Key,
                Lines(input, carrying, string.Create(CultureInfo.InvariantCulture, $"{carrying.Count} names of {carrying.Min(each => each.Domain!.Length)} to {carrying.Max(each => each.Domain!.Length)} characters below {same.Key}")), Mend,
                Lineage.Of(input, carrying.Select(contact => contact.Process))) with
            {
                RiskReason = "names are let through where nothing else is, and whoever runs the domain reads what is in them",
            };
        }
    }

    // The same data below ever other domains: of each of them a few names only. The part that carries it must look like nothing else.
    private static IEnumerable<FindingDraft> Spread(BehaviorInput input, List<IGrouping<string, Contact>> domains)
    {
        var few = domains.Select(same => (Domain: same.Key, Names: Carrying(input, same))).Where(each => each.Names.Count < input.Limits.DnsTunnelNames).ToList();
        var carrying = few.SelectMany(each => each.Names.Where(contact => DomainNames.CarriesData(contact.Domain![..^each.Domain.Length], input.Limits.DnsTunnelPayloadLength))).ToList();
        if (carrying.Count < input.Limits.DnsTunnelNames)
        {
            yield break;
        }

        ServiceContacts.Tell(input, carrying);
        yield return BehaviorDrafts.Make(BehaviorChecks.ExternalContact, "dns-tunnel", Severity.High, "Data is carried in names below many domains: a DNS tunnel", "many domains",
            Lines(input, carrying, string.Create(CultureInfo.InvariantCulture, $"{carrying.Count} names with a part that is data, below {few.Count(each => each.Names.Count > 0)} domains")), Mend,
            Lineage.Of(input, carrying.Select(contact => contact.Process))) with
        {
            RiskReason = "names are let through where nothing else is, and whoever runs the domains reads what is in them",
        };
    }

    private static List<Contact> Carrying(BehaviorInput input, IGrouping<string, Contact> same)
        => [.. same.Where(contact => contact.Domain!.Length - same.Key.Length - 1 >= input.Limits.DnsTunnelPayloadLength).DistinctBy(contact => contact.Domain, StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<FindingDraft> Generated(BehaviorInput input, List<IGrouping<string, Contact>> domains)
    {
        var made = domains.Where(same => DomainNames.LooksGenerated(same.Key)).ToList();
        if (made.Count < input.Limits.DnsGeneratedDomains || made.Count < domains.Count * input.Limits.DnsGeneratedShare)
        {
            yield break;
        }

        var contacts = made.SelectMany(same => same).ToList();
        ServiceContacts.Tell(input, contacts);
        yield return BehaviorDrafts.Make(BehaviorChecks.ExternalContact, "generated-names", Severity.High, "The image asks for made-up domain names, as malware does that looks for its master", "made-up names",
            Lines(input, [.. contacts.DistinctBy(contact => contact.Domain, StringComparer.OrdinalIgnoreCase)], string.Create(CultureInfo.InvariantCulture, $"{made.Count} of {domains.Count} domains look made up")), Mend,
            Lineage.Of(input, contacts.Select(contact => contact.Process))) with
        {
            RiskReason = "one of such names is registered when its master wants to be found, and then it gives orders",
        };
    }

    private static List<string> Lines(BehaviorInput input, List<Contact> contacts, string sum)
        => [sum, .. contacts.OrderBy(contact => contact.FirstMs).Take(MaxLines).Select(contact => EvidenceText.Connection(input, contact))];

    private static bool IsPublic(BehaviorInput input, string name)
        => name.Contains('.', StringComparison.Ordinal) && !name.EndsWith(".arpa", StringComparison.OrdinalIgnoreCase) && !IPAddress.TryParse(name, out _)
            && !BehaviorSet.Covers(input.Settings.InternalNames, name) && !BehaviorSet.Covers(input.Settings.Mirrors, name);
}
