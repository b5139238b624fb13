namespace DockerScan.Core;

/// <summary>The container engine, a registry or a tool failed in a way that ends the stage.</summary>
public sealed class EngineException : Exception
{
    /// <summary>Makes one.</summary>
    public EngineException(ScanFailure failure, Exception? inner = null)
        : base(failure?.Message, inner)
        => Failure = failure ?? throw new ArgumentNullException(nameof(failure));

    /// <summary>The failure, fit to be shown.</summary>
    public ScanFailure Failure { get; }
}
