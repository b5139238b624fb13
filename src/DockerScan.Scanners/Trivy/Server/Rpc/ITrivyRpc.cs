namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>Talks to a Trivy server.</summary>
internal interface ITrivyRpc
{
    /// <summary>True when it says that it is well. Sends no secret.</summary>
    Task<bool> IsHealthyAsync(int port, CancellationToken cancellationToken);

    /// <summary>Hands a blob over.</summary>
    /// <exception cref="TrivyRpcException">No usable answer.</exception>
    Task PutBlobAsync(TrivyServerState server, RpcPutBlob blob, CancellationToken cancellationToken);

    /// <summary>Asks for what is known against blobs.</summary>
    /// <exception cref="TrivyRpcException">No usable answer.</exception>
    Task<RpcScanAnswer> ScanAsync(TrivyServerState server, RpcScan scan, CancellationToken cancellationToken);

    /// <summary>Takes a blob back.</summary>
    /// <exception cref="TrivyRpcException">No usable answer.</exception>
    Task DeleteBlobAsync(TrivyServerState server, string blob, CancellationToken cancellationToken);
}

/// <summary>A server gave no answer that can be used. The message holds none of its text.</summary>
internal sealed class TrivyRpcException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True when it cannot be reached, or is silent.</summary>
    public bool IsAway { get; init; }
}
