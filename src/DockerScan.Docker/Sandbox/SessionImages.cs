using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.Docker.Sandbox;

/// <summary>The image that one sandbox's target is created from.</summary>
internal sealed class SessionImages(DockerConnection connection, TargetImages targets, TargetImage image)
{
    private bool _isBrought;
    private string? _flat;

    /// <summary>The id to create from.</summary>
    public string Id => _flat ?? image.ImageId.Value;

    /// <summary>The volumes that the engine would still make.</summary>
    public IReadOnlyCollection<string> Volumes => _flat is null ? [.. image.Configuration.Volumes.Distinct(StringComparer.Ordinal)] : [];

    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task EnsureAsync(SandboxNames names, CancellationToken cancellationToken)
    {
        _isBrought = await targets.EnsureAsync(image, cancellationToken);
        if (image.Configuration.Volumes.Count > 0)
        {
            _flat = await targets.FlattenAsync(image, names, cancellationToken);
        }
    }

    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (_flat is not null)
        {
            await ImageLoader.RemoveAsync(connection, _flat, cancellationToken);
        }

        if (_isBrought)
        {
            await targets.ReleaseAsync(image, cancellationToken);
        }
    }
}
