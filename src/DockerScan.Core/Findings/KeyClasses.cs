namespace DockerScan.Core.Findings;

/// <summary>First parts of keys that are no check, because what they stand for moves between checks and must not become new by that.</summary>
public static class KeyClasses
{
    /// <summary>A vulnerability of a package: a fix or a CWE that is published moves it.</summary>
    public const string Vulnerability = "vulnerability";

    /// <summary>A signature of <c>config/signatures.yaml</c>: its grade decides whether it is malware or only needs a look.</summary>
    public const string Signature = "signature";

    /// <summary>True for a package's vulnerability, whatever check it belongs to.</summary>
    public static bool IsVulnerability(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Details.KeyClass == Vulnerability;
    }
}
