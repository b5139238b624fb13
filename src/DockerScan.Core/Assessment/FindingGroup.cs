using DockerScan.Core.Findings;

namespace DockerScan.Core.Assessment;

/// <summary>Findings that one deed mends, e.g. all vulnerabilities of a package; the worst first.</summary>
/// <param name="Findings">They; at least one.</param>
public sealed record FindingGroup(IReadOnlyList<Finding> Findings)
{
    /// <summary>The worst of them.</summary>
    public Finding Worst => Findings[0];

    /// <summary>True for the vulnerabilities of a package.</summary>
    public bool IsVulnerability => KeyClasses.IsVulnerability(Worst);
}
