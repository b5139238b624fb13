using DockerScan.Scanners.Processes;

namespace DockerScan.Scanners.Trivy.Server;

/// <summary>A server of ours that answered. Disposing it ends the process and removes its folder.</summary>
internal sealed class TrivyServerRun(TrivyServerProcess process, TrivyServerState state, PrivateDirectory folder) : IAsyncDisposable
{
    /// <summary>What others are told of it.</summary>
    public TrivyServerState State { get; } = state;

    /// <summary>True once it ended, however.</summary>
    public bool HasEnded => process.Ended.IsCompleted;

    /// <summary>The end of its log.</summary>
    public string Log => process.Log;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        ServerScratch.TryDelete(folder.Path);
        folder.Dispose();
    }
}
