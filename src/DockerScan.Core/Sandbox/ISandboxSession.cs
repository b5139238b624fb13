using DockerScan.Core.Content;

namespace DockerScan.Core.Sandbox;

/// <summary>One sandbox. Disposing removes every container, volume and network of it, whatever state they are in.</summary>
public interface ISandboxSession : IAsyncDisposable
{
    /// <summary>Starts a container. The inspector can be started only while the target runs.</summary>
    /// <returns>Null, or the engine's words when the target's own command cannot be started.</returns>
    /// <exception cref="EngineException">The engine failed.</exception>
    Task<string?> StartAsync(SandboxRole role, CancellationToken cancellationToken);

    /// <summary>The container's lines from its start on, until it ends. Never more than <paramref name="maxBytes"/>; then the sequence ends with a cut line.</summary>
    IAsyncEnumerable<SandboxLine> ReadLinesAsync(SandboxRole role, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Ends when the container has ended.</summary>
    Task<SandboxExit> WaitAsync(SandboxRole role, CancellationToken cancellationToken);

    /// <summary>
    /// How many bytes the target has written: to its own layer, and to the files that the engine keeps beside the layers (hosts, hostname,
    /// resolv.conf), which held <paramref name="sharedBefore"/> bytes before. The engine walks the layer, so this is not free.
    /// </summary>
    Task<long> GetWrittenBytesAsync(long sharedBefore, CancellationToken cancellationToken);

    /// <summary>Stops every process of the target where it is; from then on it can only be read and killed.</summary>
    Task<TargetHold> FreezeAsync(CancellationToken cancellationToken);

    /// <summary>The target's processes by the engine's own eyes: pid in the host's namespace and command line.</summary>
    Task<IReadOnlyList<string>> TopAsync(CancellationToken cancellationToken);

    /// <summary>Sends SIGKILL to the target, or SIGTERM to a sentinel, and waits at most 5 s for its end.</summary>
    Task StopAsync(SandboxRole role, CancellationToken cancellationToken);

    /// <summary>The target's changed paths, at most <paramref name="maxPaths"/>.</summary>
    Task<SandboxChanges> GetChangesAsync(int maxPaths, CancellationToken cancellationToken);

    /// <summary>A regular file of a container, or null when it is not there or not a regular file. Links are not followed.</summary>
    Task<ImageFile?> ReadFileAsync(SandboxRole role, string path, int maxBytes, CancellationToken cancellationToken);
}
