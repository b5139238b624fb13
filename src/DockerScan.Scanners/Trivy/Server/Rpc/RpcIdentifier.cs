namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>How a package is named everywhere.</summary>
internal sealed record RpcIdentifier
{
    public string? Purl { get; init; }

    public string? Uid { get; init; }

    public string? BomRef { get; init; }
}
