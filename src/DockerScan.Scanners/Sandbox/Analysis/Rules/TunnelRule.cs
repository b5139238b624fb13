using DockerScan.Core.Findings;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Scanners.Sandbox.Analysis.Settings;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Ways in from outside that the container opens itself: SSH's remote forward, tunnelling clients, by their command line or by what they speak, tunnelling services (MITRE ATT&amp;CK T1572).</summary>
internal sealed class TunnelRule : IBehaviorRule
{
    private const string Mend = "Do not deploy the image unless the way in is meant; publish services by the platform's own ingress, and block outgoing traffic to tunnelling services.";
    private const string Reason = "through a tunnel somebody outside reaches what your network keeps inside";

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
        => ServiceContacts.Find(input, CommandPattern.Tunnel,
            contact => Client(input, contact) is not null || (contact.Domain is { Length: > 0 } name && BehaviorSet.Covers(input.Settings.Tunnels, name)),
            (name, contacts) => contacts.Select(contact => Client(input, contact)).FirstOrDefault(client => client is not null) is { } client
                // Which way its forwards lead is said inside, where nobody reads.
                ? ("tunnel-client", Severity.Medium, $"The image speaks as the client of a tunnel: {client}", Reason)
                : ("tunnel", contacts.All(contact => contact.IsNameOnly) ? Severity.Low : Severity.Medium, $"The image contacts a tunnelling service: {name}", Reason), Mend);

    private static string? Client(BehaviorInput input, Contact contact)
        => contact.Details.GetValueOrDefault("tunnel") is { } client && input.Settings.TunnelClients.Contains(client) ? client : null;
}
