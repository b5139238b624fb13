using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Docker.Connection;
using Microsoft.Extensions.Logging;

namespace DockerScan.Docker.Sandbox;

/// <summary>Removes what sandboxes left that run no more.</summary>
internal sealed class SandboxSweep(SandboxConnection connection, TimeProvider time, ILogger<SandboxSweep> logger)
{
    private readonly DockerConnection _engine = connection.Sandbox;

    public async Task<int> RunAsync(FindRunningScans findRunning, CancellationToken cancellationToken)
    {
        // Containers first: they use the rest.
        var count = await ContainersAsync(findRunning, cancellationToken);
        count += await VolumesAsync(findRunning, cancellationToken);
        count += await NetworksAsync(findRunning, cancellationToken);
        count += await ImagesAsync(findRunning, cancellationToken);
        count += await BroughtAsync(findRunning, cancellationToken);
        if (count > 0)
        {
            SandboxLog.Swept(logger, count);
        }

        return count;
    }

    private static async Task<HashSet<string>> OwnedAsync(FindRunningScans findRunning, CancellationToken cancellationToken)
        => (await findRunning(cancellationToken)).Select(scan => scan.Value).ToHashSet(StringComparer.Ordinal);

    private bool IsLeft(IDictionary<string, string>? labels, HashSet<string> owned)
        => labels is not null
            && labels.TryGetValue(_engine.Options.ScanLabel, out var scan)
            && !owned.Contains(scan)
            && _engine.Options.Owns(labels);

    private Dictionary<string, IDictionary<string, bool>> Filter
        => new(StringComparer.Ordinal) { ["label"] = new Dictionary<string, bool>(StringComparer.Ordinal) { [_engine.Options.ScanLabel] = true } };

    private async Task<int> ContainersAsync(FindRunningScans findRunning, CancellationToken cancellationToken)
    {
        var containers = await _engine.CallAsync(
            "list our containers",
            (client, token) => client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = Filter }, token),
            cancellationToken);
        var owned = await OwnedAsync(findRunning, cancellationToken);
        // An image's label comes with every container of it, so the name must be ours, too.
        var left = containers.Where(container => IsLeft(container.Labels, owned)
            && !SelfTests.MayRun(container.Labels[_engine.Options.ScanLabel], container.Created, time)
            && container.Names?.Any(name => name.StartsWith("/" + SandboxNames.Prefix, StringComparison.Ordinal)) == true);
        return await CountAsync(
            // As in a sandbox's own end: the inspector, the target, the network.
            left.OrderBy(container => container.Labels.TryGetValue(SandboxNames.RoleLabel, out var role) ? Rank(role) : 3),
            container => "container " + container.ID,
            (container, token) => ContainerRemoval.RemoveAsync(_engine, container.ID, token),
            cancellationToken);
    }

    private async Task<int> VolumesAsync(FindRunningScans findRunning, CancellationToken cancellationToken)
    {
        var answer = await _engine.CallAsync(
            "list our volumes", (client, token) => client.Volumes.ListAsync(new VolumesListParameters { Filters = Filter }, token), cancellationToken);
        var owned = await OwnedAsync(findRunning, cancellationToken);
        return await CountAsync(
            (answer.Volumes ?? []).Where(volume => IsLeft(volume.Labels, owned)),
            volume => "volume " + volume.Name,
            (volume, token) => RemoveAsync((client, limited) => client.Volumes.RemoveAsync(volume.Name, force: true, limited), token),
            cancellationToken);
    }

    private async Task<int> NetworksAsync(FindRunningScans findRunning, CancellationToken cancellationToken)
    {
        var networks = await _engine.CallAsync(
            "list our networks", (client, token) => client.Networks.ListNetworksAsync(new NetworksListParameters { Filters = Filter }, token), cancellationToken);
        var owned = await OwnedAsync(findRunning, cancellationToken);
        return await CountAsync(
            networks.Where(network => IsLeft(network.Labels, owned)),
            network => "network " + network.ID,
            (network, token) => RemoveAsync((client, limited) => client.Networks.DeleteNetworkAsync(network.ID, limited), token),
            cancellationToken);
    }

    private async Task<int> ImagesAsync(FindRunningScans findRunning, CancellationToken cancellationToken)
    {
        var images = await _engine.CallAsync(
            "list our images", (client, token) => client.Images.ListImagesAsync(new ImagesListParameters { All = true, Filters = Filter }, token), cancellationToken);
        var owned = await OwnedAsync(findRunning, cancellationToken);
        // Ours have no name and come from no registry; an image that only claims the label has one of them.
        return await CountAsync(
            images.Where(image => IsLeft(image.Labels, owned)
                && image.Labels.ContainsKey(SandboxNames.FlatLabel)
                && HasNoName(image.RepoTags)
                && HasNoName(image.RepoDigests)),
            image => "image " + image.ID,
            (image, token) => ImageLoader.RemoveAsync(_engine, image.ID, token),
            cancellationToken);
    }

    // Images that a killed process brought to this engine, by the names that it gave them.
    private async Task<int> BroughtAsync(FindRunningScans findRunning, CancellationToken cancellationToken)
    {
        var repository = SandboxNames.BroughtRepository(_engine.Options.Owner);
        var filter = new Dictionary<string, IDictionary<string, bool>>(StringComparer.Ordinal)
        {
            ["reference"] = new Dictionary<string, bool>(StringComparer.Ordinal) { [repository] = true },
        };
        var images = await _engine.CallAsync(
            "list the images that were brought over",
            (client, token) => client.Images.ListImagesAsync(new ImagesListParameters { Filters = filter }, token),
            cancellationToken);
        var owned = await OwnedAsync(findRunning, cancellationToken);
        return await CountAsync(
            images.SelectMany(image => image.RepoTags ?? []).Where(name => name.StartsWith(repository + ":", StringComparison.Ordinal)
                && !owned.Contains(name[(repository.Length + 1)..].Split('-')[0])),
            name => "image " + name,
            (name, token) => ImageLoader.RemoveAsync(_engine, name, token),
            cancellationToken);
    }

    private static int Rank(string role) => role switch { "inspector" => 0, "target" => 1, _ => 2 };

    private static bool HasNoName(IList<string>? names) => names is null || names.All(name => name.StartsWith("<none>", StringComparison.Ordinal));

    private Task<bool> RemoveAsync(Func<IDockerClient, CancellationToken, Task> remove, CancellationToken cancellationToken)
        => _engine.CallAsync(
            "remove what a sandbox left",
            async (client, token) =>
            {
                try
                {
                    await remove(client, token);
                    return true;
                }
                catch (DockerApiException exception) when (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
                {
                    return false;
                }
            },
            cancellationToken);

    private async Task<int> CountAsync<T>(
        IEnumerable<T> items, Func<T, string> name, Func<T, CancellationToken, Task<bool>> remove, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var item in items)
        {
            try
            {
                count += await remove(item, cancellationToken) ? 1 : 0;
            }
            catch (EngineException exception)
            {
                SandboxLog.Left(logger, name(item), exception.Failure.Message);
            }
        }

        return count;
    }
}
