namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>Asks for what is known against blobs.</summary>
internal sealed record RpcScan(string Target, string ArtifactId, IReadOnlyList<string> BlobIds, RpcScanOptions Options);
