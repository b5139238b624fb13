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
    /// resolv.conf), which held <paramref name="sharedBefore"/> bytes before. Each path counts as 4 KiB at least. The engine walks the layer, so this is not free.
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

/// <summary>The changed paths, bounded.</summary>
/// <param name="Changes">The paths.</param>
/// <param name="Total">How many there were in all.</param>
public sealed record SandboxChanges(IReadOnlyList<SandboxChange> Changes, int Total);

/// <summary>What the target did to a path of its file system.</summary>
/// <param name="Path">The path. Hostile text.</param>
/// <param name="Kind"><c>added</c>, <c>changed</c> or <c>deleted</c>.</param>
public sealed record SandboxChange(string Path, string Kind);

/// <summary>How a container ended, as the engine has it.</summary>
/// <param name="ExitCode">The exit code; 128 + N after signal N.</param>
/// <param name="IsOutOfMemory">True when the kernel killed it, or a process in it, for memory.</param>
/// <param name="Error">The engine's words when it could not be started; null otherwise.</param>
public sealed record SandboxExit(long ExitCode, bool IsOutOfMemory, string? Error);

/// <summary>One line that a container wrote to its standard output or error.</summary>
/// <param name="Role">Whose it is.</param>
/// <param name="IsError">True for standard error.</param>
/// <param name="Text">The line, without its end; bounded by the adapter.</param>
/// <param name="IsCut">True when it was longer than the bound and cut.</param>
public sealed record SandboxLine(SandboxRole Role, bool IsError, string Text, bool IsCut);
