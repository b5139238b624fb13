using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Sandbox;

/// <summary>The image that one sandbox's target is created from; the sentinel's own when <paramref name="image"/> is null.</summary>
internal sealed class SessionImages(DockerConnection connection, TargetImages targets, TargetImage? image, string sentinelImage)
{
    private string? _brought;
    private Task<string?>? _flattening;
    private string? _flat;

    /// <summary>The id to create from.</summary>
    public string Id => _flat ?? image?.ImageId.Value ?? sentinelImage;

    /// <summary>The volumes that the engine would still make.</summary>
    public IReadOnlyCollection<string> Volumes => _flat is null && image is not null ? [.. image.Configuration.Volumes.Distinct(StringComparer.Ordinal)] : [];

    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task EnsureAsync(SandboxNames names, CancellationToken cancellationToken)
    {
        if (image is null)
        {
            return;
        }

        _brought = await targets.EnsureAsync(image, names, cancellationToken) ? names.Brought : null;
        if (image.Configuration.Volumes.Count > 0)
        {
            _flattening = targets.FlattenAsync(image, names);
            _flat = await _flattening.WaitAsync(cancellationToken);
        }
    }

    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (await FlatAsync(cancellationToken) is { } flat)
        {
            await ImageLoader.RemoveAsync(connection, flat, cancellationToken);
        }

        if (_brought is not null)
        {
            await ImageLoader.RemoveAsync(connection, _brought, cancellationToken);
        }
    }

    // Whoever opened the sandbox may have given up before the copy was made.
    private async Task<string?> FlatAsync(CancellationToken cancellationToken)
    {
        try
        {
            return _flattening is null ? null : await _flattening.WaitAsync(cancellationToken);
        }
        catch (EngineException)
        {
            // It was not made, and whoever asked for it knows.
            return null;
        }
    }
}
