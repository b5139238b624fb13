namespace DockerScan.Core.Acceptances;

/// <summary>How far an acceptance reaches.</summary>
public enum AcceptanceScope
{
    /// <summary>One finding: of one repository and platform.</summary>
    Finding,

    /// <summary>All vulnerabilities of a package, also those that are not known yet, in the repositories that it names.</summary>
    Package,

    /// <summary>All findings at a path or place that are no vulnerabilities of packages, in the repositories that it names.</summary>
    Path,

    /// <summary>The same finding on each platform of all repositories that it names.</summary>
    Repository,
}
