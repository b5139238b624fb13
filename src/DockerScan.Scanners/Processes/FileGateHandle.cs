namespace DockerScan.Scanners.Processes;

/// <summary>The gate, held until this is disposed. The file stays: removing it would let two hold two different files.</summary>
internal sealed class FileGateHandle(FileStream stream, TimeSpan waited) : IDisposable
{
    /// <summary>How long it took to get it.</summary>
    public TimeSpan Waited { get; } = waited;

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
