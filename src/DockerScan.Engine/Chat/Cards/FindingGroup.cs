using DockerScan.Core.Findings;

namespace DockerScan.Engine.Chat.Cards;

/// <summary>Findings that one deed mends, e.g. all vulnerabilities of a package; the worst first.</summary>
internal sealed record FindingGroup(IReadOnlyList<Finding> Findings)
{
    public Finding Worst => Findings[0];

    public bool IsVulnerability => FindingText.IsVulnerability(Worst);
}
