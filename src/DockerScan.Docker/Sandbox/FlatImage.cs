using System.Text;
using System.Text.Json.Nodes;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Docker.Connection;
using Microsoft.Extensions.Logging;

namespace DockerScan.Docker.Sandbox;

/// <summary>Makes a copy of an image that has the same layers and names no volumes. No layer is sent: the engine has them.</summary>
internal static class FlatImage
{
    private const int MaxConfigurationBytes = 8 << 20;
    private static readonly TimeSpan LoadLimit = TimeSpan.FromMinutes(1);

    /// <summary>Its id, or null when the engine cannot make it.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public static async Task<string?> MakeAsync(
        DockerConnection connection, TargetImage image, SandboxNames names, ILogger logger, CancellationToken cancellationToken)
    {
        var document = await connection.CallAsync(
            "read the image's configuration",
            (client, token) => RawEngine.GetJsonAsync(client, $"images/{image.ImageId.Value}/json", MaxConfigurationBytes, token),
            cancellationToken);
        if (Configure(document, names) is not (var configuration, var layers))
        {
            return null;
        }

        try
        {
            await using var archive = ImageArchive.Write(configuration, null, new byte[]?[layers]);
            await ImageLoader.LoadAsync(connection, "the image without its volumes", archive, LoadLimit, cancellationToken);
        }
        catch (EngineException exception)
        {
            // Engines with another image store want the layers. The caller has another way.
            SandboxLog.NotFlat(logger, image.ImageId.Abbreviated, exception.Failure.Message);
            return null;
        }

        var id = ImageArchive.Digest(configuration);
        return await ImageLoader.FindAsync(connection, id, cancellationToken) is null ? null : id;
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
}
