namespace DockerScan.Core.Findings;

/// <summary>What a scanner found, before key and risk are given to it. Text is bounded by the scanner and otherwise hostile.</summary>
public sealed record FindingDraft
{
    /// <summary>The check it belongs to: an id of <see cref="Checks.CheckIds"/>.</summary>
    public required string Check { get; init; }

    /// <summary>Further checks it is evidence for, e.g. a CWE group beside <c>cve.outdated-software</c>.</summary>
    public IReadOnlyList<string> AlsoChecks { get; init; } = [];

    /// <summary>The stable id in its class: a CVE, a rule.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// The first part of the key: the check, or <c>vulnerability</c>, because a vulnerability moves between checks
    /// when a fix or a CWE is published and must not become new by that.
    /// </summary>
    public required string KeyClass { get; init; }

    /// <summary>The last part of the key: package URL without version, path or endpoint. Never text, never a digest.</summary>
    public required string Location { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>What it is, in a few sentences; may be empty.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The scanner's severity.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Why this one weighs what it does, as a part of a sentence; null when its check says all there is to say.</summary>
    public string? RiskReason { get; init; }

    /// <summary>The CVSS v3 or v4 vector that the severity comes from, when there is one.</summary>
    public string? CvssVector { get; init; }

    /// <summary>The package, file or setting it was found in.</summary>
    public required string Target { get; init; }

    /// <summary>The package's installed version.</summary>
    public string? InstalledVersion { get; init; }

    /// <summary>The version that mends it; null when there is none.</summary>
    public string? FixedVersion { get; init; }

    /// <summary>The source package that the package was built from, where it has another name: one upgrade mends all of them. Null where nobody said.</summary>
    public string? SourcePackage { get; init; }

    /// <summary>What its package is called where packages of one source are one line.</summary>
    public string PackageName => SourcePackage is { Length: > 0 } source ? source : Target;

    /// <summary>The layer that brought it, by its DiffID; null where nobody said.</summary>
    public string? Layer { get; init; }

    /// <summary>What a person can look at to see it for themselves.</summary>
    public required string Evidence { get; init; }

    /// <summary>How to mend it.</summary>
    public required string Remediation { get; init; }

    /// <summary>Where to read on; http and https only.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
}
