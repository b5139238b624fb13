namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>The answer to <see cref="RpcScan"/>.</summary>
internal sealed record RpcScanAnswer
{
    public RpcOs? Os { get; init; }

    public IReadOnlyList<RpcResult>? Results { get; init; }
}
