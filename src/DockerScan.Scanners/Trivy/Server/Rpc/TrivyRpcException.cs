namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>A server gave no answer that can be used. The message holds none of its text.</summary>
internal sealed class TrivyRpcException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True when it cannot be reached, or is silent.</summary>
    public bool IsAway { get; init; }
}
