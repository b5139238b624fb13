namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>Packages of the operating system, of one list.</summary>
internal sealed record RpcPackageList(string FilePath, IReadOnlyList<RpcPackage> Packages);
