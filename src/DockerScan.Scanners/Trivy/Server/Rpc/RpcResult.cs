namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>What is known against one group of packages.</summary>
internal sealed record RpcResult
{
    public string? Target { get; init; }

    public string? Class { get; init; }

    public string? Type { get; init; }

    public IReadOnlyList<RpcPackage>? Packages { get; init; }

    public IReadOnlyList<RpcVulnerability>? Vulnerabilities { get; init; }
}
