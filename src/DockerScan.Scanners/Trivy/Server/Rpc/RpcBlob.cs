namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>What is in one layer; here in a whole image.</summary>
internal sealed record RpcBlob
{
    public int SchemaVersion { get; init; } = 2;

    public RpcOs? Os { get; init; }

    public required string DiffId { get; init; }

    public IReadOnlyList<RpcPackageList> PackageInfos { get; init; } = [];

    public IReadOnlyList<RpcApplication> Applications { get; init; } = [];
}
