namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>An operating system.</summary>
internal sealed record RpcOs
{
    public string? Family { get; init; }

    public string? Name { get; init; }

    public bool Eosl { get; init; }

    public bool Extended { get; init; }
}
