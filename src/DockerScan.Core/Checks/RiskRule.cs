namespace DockerScan.Core.Checks;

/// <summary>How a check's findings get their risk.</summary>
public enum RiskRule
{
    /// <summary>From severity and the CVSS impact metrics.</summary>
    Cvss,

    /// <summary>From the severity that the scanner gave.</summary>
    Severity,

    /// <summary>Always high.</summary>
    High,

    /// <summary>Always medium.</summary>
    Medium,

    /// <summary>Always low.</summary>
    Low,
}
