using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Docker.Connection;
using DockerScan.Docker.Files;
using DockerScan.Docker.Sandbox;
using Microsoft.Extensions.Logging;

namespace DockerScan.Docker.Images;

/// <summary>The images of a Docker engine.</summary>
internal sealed class DockerImageEngine(
    DockerConnection connection, ImageLookup lookup, ImagePuller puller, IndexCache indexes, IIdGenerator ids, TimeProvider time,
    ILogger<DockerImageEngine> logger) : IImageEngine
{
    // A container's creation copies the image's VOLUME folders, so it takes longer than other short requests.
    private static readonly TimeSpan CreateLimit = TimeSpan.FromMinutes(5);

    public async Task<Result<TargetImage>> FindAsync(ImageReference reference, ImagePlatform? platform, CancellationToken cancellationToken)
    {
        try
        {
            return await lookup.FindAsync(reference, platform, assumed: null, cancellationToken);
        }
        catch (EngineException exception)
        {
            return exception.Failure;
        }
    }

    public Task<IReadOnlyList<ImageReference>> ListNamesAsync(CancellationToken cancellationToken) => lookup.ListNamesAsync(cancellationToken);

    public async Task<Result<TargetImage>> PullAsync(
        RegistryImage image, long maxUnpackedBytes, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            return await puller.PullAsync(image, maxUnpackedBytes, progress, cancellationToken);
        }
        catch (EngineException exception)
        {
            return exception.Failure;
        }
    }

    public async Task<IImageContent> OpenContentAsync(TargetImage image, ScanId scan, CancellationToken cancellationToken)
    {
        try
        {
            return new ContainerImageContent(connection, await CreateAsync(image.ImageId.Value, scan, cancellationToken), null, image, indexes, time, logger);
        }
        catch (EngineException) when (image.Configuration.Volumes.Count > 0)
        {
            // A VOLUME in place of a file stops every creation, and nothing in the request takes a volume away.
            var names = new SandboxNames(scan, ids.NewId(), connection.Options.ScanLabel, connection.Options.Owner);
            if (await FlatImage.MakeAsync(connection, image, names, logger, cancellationToken) is not { } flat)
            {
                throw;
            }

            return await OpenFlatAsync(flat, image, scan, cancellationToken);
        }
    }

    private async Task<IImageContent> OpenFlatAsync(string flat, TargetImage image, ScanId scan, CancellationToken cancellationToken)
    {
        string? container = null;
        try
        {
            container = await CreateAsync(flat, scan, cancellationToken);
            return new ContainerImageContent(connection, container, flat, image, indexes, time, logger);
        }
        finally
        {
            if (container is null)
            {
                await ImageLoader.RemoveAsync(connection, flat, CancellationToken.None);
            }
        }
    }

    private async Task<string> CreateAsync(string image, ScanId scan, CancellationToken cancellationToken)
    {
        var parameters = new CreateContainerParameters
        {
            Image = image,
            // Images without a command cannot be created without one; nothing ever starts it.
            Entrypoint = ["/dockerscan-never-started"],
            Cmd = [],
            // The engine makes the image's own folder, or refuses when it cannot: what the image has is to be read whatever it says.
            WorkingDir = "/",
            User = "0:0",
            Labels = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [connection.Options.ScanLabel] = scan.Value,
                [DockerOptions.OwnerLabel] = connection.Options.Owner,
            },
            NetworkDisabled = true,
            HostConfig = new HostConfig { NetworkMode = "none", ReadonlyRootfs = true, CapDrop = ["ALL"] },
        };
        var created = await connection.CallAsync(
            "create a container to read from", CreateLimit, (client, token) => client.Containers.CreateContainerAsync(parameters, token), cancellationToken);
        return created.ID;
    }

    public async Task RemovePulledAsync(TargetImage image, CancellationToken cancellationToken)
    {
        if (!image.WasPulled || image.Digest is not { } digest)
        {
            return;
        }

        if (await puller.RemoveAsync(image.Reference.At(digest), cancellationToken))
        {
            Log.ImageRemoved(logger, digest.Abbreviated);
        }
        else
        {
            Log.ImageInUse(logger, digest.Abbreviated);
        }
    }

    public async Task<int> SweepAsync(FindRunningScans findRunning, CancellationToken cancellationToken)
    {
        var filter = new Dictionary<string, IDictionary<string, bool>>(StringComparer.Ordinal)
        {
            ["label"] = new Dictionary<string, bool>(StringComparer.Ordinal) { [connection.Options.ScanLabel] = true },
        };
        var containers = await connection.CallAsync(
            "list our containers",
            (client, token) => client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filter }, token),
            cancellationToken);
        var owned = (await findRunning(cancellationToken)).Select(scan => scan.Value).ToHashSet(StringComparer.Ordinal);
        var count = 0;
        foreach (var container in containers)
        {
            if (container.Labels?.TryGetValue(connection.Options.ScanLabel, out var scan) == true
                && !owned.Contains(scan)
                && connection.Options.Owns(container.Labels)
                && !SelfTests.MayRun(scan, container.Created, time)
                && await RemoveAsync(container.ID, cancellationToken))
            {
                count++;
            }
        }

        if (count > 0)
        {
            Log.Swept(logger, count);
        }

        return count;
    }

    private async Task<bool> RemoveAsync(string container, CancellationToken cancellationToken)
    {
        try
        {
            return await ContainerRemoval.RemoveAsync(connection, container, cancellationToken);
        }
        catch (EngineException exception)
        {
            Log.ContainerLeft(logger, container, exception.Failure.Message);
            return false;
        }
    }
}
