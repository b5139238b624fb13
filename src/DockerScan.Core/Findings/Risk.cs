namespace DockerScan.Core.Findings;

/// <summary>What a finding means for the system; ordered.</summary>
public enum Risk
{
    /// <summary>A threat that other weaknesses could chain with.</summary>
    Low,

    /// <summary>Exposed information can lead to further leaks.</summary>
    Medium,

    /// <summary>It can break availability, confidentiality or integrity of the system or service.</summary>
    High,
}
