namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>Hands a blob over.</summary>
internal sealed record RpcPutBlob(string DiffId, RpcBlob BlobInfo);
