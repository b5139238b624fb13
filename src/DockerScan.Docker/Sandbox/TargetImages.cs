using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Images;
using Microsoft.Extensions.Logging;

namespace DockerScan.Docker.Sandbox;

/// <summary>Brings target images into the sandbox's engine, and makes the copies that have no volumes.</summary>
internal sealed class TargetImages(SandboxConnection connection, TimeProvider time, ILogger<TargetImages> logger) : IDisposable
{
    private static readonly TimeSpan FlatLimit = TimeSpan.FromMinutes(1);

    private const int MaxAttempts = 3;

    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Makes sure that the engine has the image. True when it is there under <see cref="SandboxNames.Brought"/>, which must be removed in the end.</summary>
    /// <exception cref="EngineException">The engine failed, or has lost the image.</exception>
    public async Task<bool> EnsureAsync(TargetImage image, SandboxNames names, CancellationToken cancellationToken)
    {
        var id = image.ImageId.Value;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 0; attempt < MaxAttempts; attempt++)
            {
                if (await ImageLoader.FindAsync(connection.Sandbox, id, cancellationToken) is not { } present)
                {
                    await BringAsync(image.ImageId, cancellationToken);
                }
                else if (!connection.IsSeparate || !IsBrought(present))
                {
                    return false;
                }

                // A name for each sandbox is a count that the engine keeps: other processes see it, and a sweep finds what a killed one left.
                if (await ImageLoader.TagAsync(connection.Sandbox, id, names.Brought))
                {
                    return true;
                }
            }

            throw new EngineException(new ScanFailure(
                FailureKind.EngineUnavailable, $"The sandbox's engine loses the image {image.ImageId.Abbreviated} as soon as it is there"));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// The same layers with a configuration that names no volumes, or null when the engine cannot make it.
    /// A volume lies outside the container's layer: no quota counts it, and no list of changes shows what was written there.
    /// </summary>
    /// <remarks>It runs to its end, within its own limit: cut off in the middle, nobody would know what to remove.</remarks>
    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task<string?> FlattenAsync(TargetImage image, SandboxNames names)
    {
        using var limit = new CancellationTokenSource(FlatLimit, time);
        return await FlatImage.MakeAsync(connection.Sandbox, image, names, logger, limit.Token);
    }

    public void Dispose() => _gate.Dispose();

    // What somebody else gave a name, or left without any, is not ours to remove.
    private static bool IsBrought(ImageInspectResponse image)
        => image.RepoTags is { Count: > 0 } names && names.All(name => name.StartsWith(SandboxNames.BroughtPrefix, StringComparison.Ordinal));

    private async Task BringAsync(ImageDigest id, CancellationToken cancellationToken)
    {
        if (!connection.IsSeparate)
        {
            throw new EngineException(new ScanFailure(
                FailureKind.ImageNotFound, $"The engine has the image {id.Abbreviated} no more; scan it again"));
        }

        SandboxLog.Bringing(logger, id.Abbreviated);
        await connection.Main.CallAsync(
            "save the image for the sandbox's engine",
            Timeout.InfiniteTimeSpan,
            async (client, token) =>
            {
                await using var archive = await client.Images.SaveImageAsync(id.Value, token);
                await ImageLoader.LoadAsync(connection.Sandbox, "the image", archive, Timeout.InfiniteTimeSpan, token);
                return true;
            },
            cancellationToken);
        if (await ImageLoader.FindAsync(connection.Sandbox, id.Value, cancellationToken) is null)
        {
            throw new EngineException(new ScanFailure(
                FailureKind.EngineUnavailable,
                $"The sandbox's engine took the image {id.Abbreviated}, but knows it under another id; give both engines the same image store"));
        }
    }
}
