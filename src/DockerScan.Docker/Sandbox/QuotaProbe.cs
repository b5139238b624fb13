using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Sandbox;

/// <summary>Whether the engine's storage can bound what a container writes: it says so only by making one.</summary>
internal sealed class QuotaProbe(SandboxConnection connection)
{
    private const long ProbeBytes = 64L << 20;

    public static bool MayHaveQuota(SystemInfoResponse info)
        => info.Driver switch
        {
            "btrfs" or "zfs" or "devicemapper" => true,
            // Only with the mount option pquota, which it does not tell.
            "overlay2" => info.DriverStatus?.Any(pair => pair is ["Backing Filesystem", "xfs"]) == true,
            _ => false,
        };

    public async Task<bool> HasQuotaAsync(CancellationToken cancellationToken)
    {
        var images = await connection.Sandbox.CallAsync(
            "list images", (client, token) => client.Images.ListImagesAsync(new ImagesListParameters(), token), cancellationToken);
        if (images.Count == 0)
        {
            return false;
        }

        var container = await TryWithQuotaAsync(images[0].ID, cancellationToken);
        if (container is not null)
        {
            await ContainerRemoval.RemoveAsync(connection.Sandbox, container, cancellationToken);
        }

        return container is not null;
    }

    private async Task<string?> TryWithQuotaAsync(string image, CancellationToken cancellationToken)
    {
        var parameters = new CreateContainerParameters
        {
            Image = image,
            Cmd = ["/dockerscan-never-started"],
            Labels = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [connection.Sandbox.Options.ScanLabel] = "probe",
                [DockerOptions.OwnerLabel] = connection.Sandbox.Options.Owner,
            },
            HostConfig = new HostConfig
            {
                NetworkMode = "none",
                StorageOpt = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["size"] = ProbeBytes.ToString(System.Globalization.CultureInfo.InvariantCulture),
                },
            },
        };
        try
        {
            var created = await connection.Sandbox.CallAsync(
                "try a disk quota", (client, token) => client.Containers.CreateContainerAsync(parameters, token), cancellationToken);
            return created.ID;
        }
        catch (EngineException)
        {
            // Its storage has none: what a target writes is watched instead.
            return null;
        }
    }
}
