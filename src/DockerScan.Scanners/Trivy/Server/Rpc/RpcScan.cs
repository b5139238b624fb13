namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>Asks for what is known against blobs.</summary>
internal sealed record RpcScan(string Target, string ArtifactId, IReadOnlyList<string> BlobIds, RpcScanOptions Options);

/// <summary>What is asked. Each name of each time is sent: a server passes over what it does not know, and then finds nothing and says so with 200.</summary>
internal sealed record RpcScanOptions
{
    /// <summary>Before 0.54.</summary>
    public IReadOnlyList<string> VulnType { get; init; } = ["os", "library"];

    /// <summary>Since 0.54.</summary>
    public IReadOnlyList<string> PkgTypes { get; init; } = ["os", "library"];

    public IReadOnlyList<string> Scanners { get; init; } = ["vuln"];

    /// <summary>Where it is known packages are only named with it; later servers always name them.</summary>
    public bool ListAllPackages { get; init; } = true;

    /// <summary>All that there are: none would leave every package out.</summary>
    public IReadOnlyList<string> PkgRelationships { get; init; } = ["unknown", "root", "workspace", "direct", "indirect"];
}
