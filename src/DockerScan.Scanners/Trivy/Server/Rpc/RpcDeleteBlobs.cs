namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>Takes blobs back.</summary>
internal sealed record RpcDeleteBlobs(IReadOnlyList<string> BlobIds);
