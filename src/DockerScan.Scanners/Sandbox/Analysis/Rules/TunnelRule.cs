using DockerScan.Core.Findings;
using DockerScan.Scanners.Sandbox.Analysis.Settings;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Ways in from outside that the container opens itself: SSH's remote forward, tunnelling clients, tunnelling services (MITRE ATT&amp;CK T1572).</summary>
internal sealed class TunnelRule : IBehaviorRule
{
    private const string Mend = "Do not deploy the image unless the way in is meant; publish services by the platform's own ingress, and block outgoing traffic to tunnelling services.";

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
        => ServiceContacts.Find(input, CommandPattern.Tunnel, name => BehaviorSet.Covers(input.Settings.Tunnels, name),
            (name, contacts) => ("tunnel", contacts.All(contact => contact.IsNameOnly) ? Severity.Low : Severity.Medium, $"The image contacts a tunnelling service: {name}",
                "through a tunnel somebody outside reaches what your network keeps inside"), Mend);
}
