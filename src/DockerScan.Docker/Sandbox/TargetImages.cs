using System.Text;
using System.Text.Json.Nodes;
using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using Microsoft.Extensions.Logging;

namespace DockerScan.Docker.Sandbox;

/// <summary>Brings target images into the sandbox's engine, and makes the copies that have no volumes.</summary>
internal sealed class TargetImages(SandboxConnection connection, TimeProvider time, ILogger<TargetImages> logger) : IDisposable
{
    private const int MaxConfigurationBytes = 8 << 20;
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
        return await MakeFlatAsync(image, names, limit.Token);
    }

    public void Dispose() => _gate.Dispose();

    private async Task<string?> MakeFlatAsync(TargetImage image, SandboxNames names, CancellationToken cancellationToken)
    {
        var document = await connection.Sandbox.CallAsync(
            "read the image's configuration",
            (client, token) => RawEngine.GetJsonAsync(client, $"images/{image.ImageId.Value}/json", MaxConfigurationBytes, token),
            cancellationToken);
        if (Configure(document, names) is not (var configuration, var layers))
        {
            return null;
        }

        try
        {
            // The engine has every layer, so none is sent.
            await using var archive = ImageArchive.Write(configuration, null, new byte[]?[layers]);
            await ImageLoader.LoadAsync(connection.Sandbox, "the image without its volumes", archive, FlatLimit, cancellationToken);
        }
        catch (EngineException exception)
        {
            // Engines with another image store want the layers. The caller has another way.
            SandboxLog.NotFlat(logger, image.ImageId.Abbreviated, exception.Failure.Message);
            return null;
        }

        var id = ImageArchive.Digest(configuration);
        return await ImageLoader.FindAsync(connection.Sandbox, id, cancellationToken) is null ? null : id;
    }

    private static (byte[] Configuration, int Layers)? Configure(JsonNode? image, SandboxNames names)
    {
        if (image is not JsonObject inspected
            || inspected["Config"]?.DeepClone() is not JsonObject config
            || inspected["RootFS"]?["Layers"]?.DeepClone() is not JsonArray { Count: > 0 } layers)
        {
            return null;
        }

        config.Remove("Volumes");
        config.Remove("OnBuild");
        config.Remove("Healthcheck");
        // Its own labels are not needed; with the sandbox's name no other sandbox shares, and removes, this image.
        config["Labels"] = new JsonObject
        {
            [SandboxNames.FlatLabel] = names.Id,
            [names.ScanLabel] = names.Scan.Value,
            [DockerOptions.OwnerLabel] = names.Owner,
        };
        var configuration = new JsonObject
        {
            ["architecture"] = inspected["Architecture"]?.DeepClone(),
            ["os"] = inspected["Os"]?.DeepClone(),
            ["created"] = "1970-01-01T00:00:00Z",
            ["config"] = config,
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = layers },
        };
        return (Encoding.UTF8.GetBytes(configuration.ToJsonString()), layers.Count);
    }

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
