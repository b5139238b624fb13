namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>The answer to <see cref="RpcScan"/>.</summary>
internal sealed record RpcScanAnswer
{
    public RpcOs? Os { get; init; }

    public IReadOnlyList<RpcResult>? Results { get; init; }
}

/// <summary>What is known against one group of packages.</summary>
internal sealed record RpcResult
{
    public string? Target { get; init; }

    public string? Class { get; init; }

    public string? Type { get; init; }

    public IReadOnlyList<RpcPackage>? Packages { get; init; }

    public IReadOnlyList<RpcVulnerability>? Vulnerabilities { get; init; }
}

/// <summary>What is known against a package.</summary>
internal sealed record RpcVulnerability
{
    public string? VulnerabilityId { get; init; }

    public string? PkgId { get; init; }

    public string? PkgName { get; init; }

    public string? PkgPath { get; init; }

    public RpcIdentifier? PkgIdentifier { get; init; }

    public string? InstalledVersion { get; init; }

    public string? FixedVersion { get; init; }

    /// <summary>The number of trivy-db's status.</summary>
    public int Status { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>The severity's name, in capitals.</summary>
    public string? Severity { get; init; }

    public string? SeveritySource { get; init; }

    public IReadOnlyDictionary<string, string>? VendorSeverity { get; init; }

    public IReadOnlyList<string>? CweIds { get; init; }

    public IReadOnlyDictionary<string, RpcCvss?>? Cvss { get; init; }

    public string? PrimaryUrl { get; init; }

    public IReadOnlyList<string>? References { get; init; }
}

/// <summary>One source's CVSS vectors.</summary>
internal sealed record RpcCvss
{
    public string? V2Vector { get; init; }

    public string? V3Vector { get; init; }

    public string? V40Vector { get; init; }
}
