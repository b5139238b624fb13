namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>One source's CVSS vectors.</summary>
internal sealed record RpcCvss
{
    public string? V2Vector { get; init; }

    public string? V3Vector { get; init; }

    public string? V40Vector { get; init; }
}
