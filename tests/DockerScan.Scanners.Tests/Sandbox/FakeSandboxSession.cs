using DockerScan.Core.Content;
using DockerScan.Core.Sandbox;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>A session of which only files are read.</summary>
internal sealed class FakeSandboxSession(Func<SandboxRole, string, int, CancellationToken, Task<ImageFile?>> read) : ISandboxSession
{
    public Task<ImageFile?> ReadFileAsync(SandboxRole role, string path, int maxBytes, CancellationToken cancellationToken)
        => read(role, path, maxBytes, cancellationToken);

    public Task<string?> StartAsync(SandboxRole role, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<SandboxLine> ReadLinesAsync(SandboxRole role, long maxBytes, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SandboxExit> WaitAsync(SandboxRole role, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> GetWrittenBytesAsync(long sharedBefore, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TargetHold> FreezeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> TopAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StopAsync(SandboxRole role, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SandboxChanges> GetChangesAsync(int maxPaths, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
