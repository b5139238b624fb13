using DockerScan.Core;

namespace DockerScan.Docker.Sandbox;

/// <summary>Keeps the sentinel's image in the engine.</summary>
internal sealed class SentinelImage(SandboxConnection connection) : IDisposable
{
    private static readonly TimeSpan LoadLimit = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _gate = new(1);
    private (string Path, DateTime Written, long Length, string BinaryPath) _known;
    private SentinelBinary? _binary;

    /// <summary>The binary, read once.</summary>
    /// <exception cref="EngineException">It cannot be read.</exception>
    public async Task<SentinelBinary> ReadAsync(string path, string binaryPath, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var file = new FileInfo(path);
            var now = (path, file.Exists ? file.LastWriteTimeUtc : default, file.Exists ? file.Length : 0, binaryPath);
            if (_binary is null || now != _known)
            {
                _binary = await SentinelBinary.ReadAsync(path, binaryPath, cancellationToken);
                _known = now;
            }

            return _binary;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The id of the image, loaded when it is missing. Two programs that do it at once load the same.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task<string> EnsureAsync(SentinelBinary binary, CancellationToken cancellationToken)
    {
        if (await FindAsync(binary, cancellationToken) is { } present)
        {
            return present;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (await FindAsync(binary, cancellationToken) is { } loaded)
            {
                return loaded;
            }

            await using var archive = ImageArchive.Write(binary.Configuration, binary.Tag, [binary.Layer]);
            await ImageLoader.LoadAsync(connection.Sandbox, "the sentinel's image", archive, LoadLimit, cancellationToken);
            return await FindAsync(binary, cancellationToken)
                ?? throw new EngineException(new ScanFailure(
                    FailureKind.EngineUnavailable, "The container engine took the sentinel's image, but has another under its name"));
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    // Anybody may push an image of this name and label: the layer's digest says whether it is ours.
    private async Task<string?> FindAsync(SentinelBinary binary, CancellationToken cancellationToken)
        => await ImageLoader.FindAsync(connection.Sandbox, binary.Tag, cancellationToken) is { } image
            && image.RootFS?.Layers is [var layer]
            && string.Equals(layer, binary.LayerDigest, StringComparison.Ordinal)
                ? image.ID
                : null;
}
