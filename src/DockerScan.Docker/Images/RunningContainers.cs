using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Images;

/// <summary>The images of the main engine's running containers. What carries our label, whoever's it is, is left out.</summary>
internal sealed class RunningContainers(DockerConnection connection) : IRunningImages
{
    // Bounds the questions to the engine: a host of many replicas runs few images.
    private const int MaxContainers = 2000;
    private const int MaxName = 200;

    public async Task<RunningImages> ListAsync(CancellationToken cancellationToken)
    {
        var containers = await connection.CallAsync(
            "list running containers", (client, token) => client.Containers.ListContainersAsync(new ContainersListParameters(), token), cancellationToken);
        var own = containers.Where(container => container.Labels?.ContainsKey(connection.Options.ScanLabel) != true).ToList();
        var images = new SortedDictionary<string, RunningImage>(StringComparer.Ordinal);
        var leftOut = new SortedSet<string>(StringComparer.Ordinal);
        // Replicas of one image have one answer.
        var seen = new HashSet<(string Id, string Name)>();
        // The oldest first: with two digests of one name the older keeps it.
        foreach (var container in own.OrderBy(container => container.Created).ThenBy(container => container.ID, StringComparer.Ordinal).Take(MaxContainers))
        {
            if (images.Count + leftOut.Count < IRunningImages.MaxImages && await FindStartedAsAsync(container, cancellationToken) is { } started && seen.Add((container.ImageID, started)))
            {
                await AddAsync(container.ImageID, started, images, leftOut, cancellationToken);
            }
        }

        return new RunningImages([.. images.Values], [.. leftOut], own.Count > MaxContainers || images.Count + leftOut.Count >= IRunningImages.MaxImages);
    }

    private async Task AddAsync(string id, string started, SortedDictionary<string, RunningImage> images, SortedSet<string> leftOut, CancellationToken cancellationToken)
    {
        var image = await FindAsync("inspect a running image", (client, token) => client.Images.InspectImageAsync(id, token), cancellationToken);
        if (image is null || Reference(started, image) is not { } reference)
        {
            leftOut.Add(DisplayText.Clean(started, MaxName));
            return;
        }

        var name = reference.Tag is null ? reference.Familiar : Named(reference, null)!.Familiar;
        var found = new RunningImage(name, reference, ImageMapper.Platform(image, ImagePlatform.Default));
        if (!images.TryAdd(name, found) && images[name].Image.Digest != reference.Digest)
        {
            // Another of the same name runs beside it.
            images.TryAdd(reference.Familiar, found with { Name = reference.Familiar });
        }
    }

    /// <summary>The reference that a container was started with, with the digest of what it runs; null where no registry is known to have it.</summary>
    internal static ImageReference? Reference(string started, ImageInspectResponse image)
    {
        // What was started by its id has a name all the same, where the engine knows one.
        var names = new[] { started }.Concat(image.RepoTags ?? []).Concat(image.RepoDigests ?? []);
        return names.Select(text => ImageReference.TryParse(text, out var named, out _) && named.ImageId is null ? named : null).OfType<ImageReference>()
            .Select(named => ImageNames.DigestIn(named, image.RepoDigests) is { } digest ? Named(named, digest) : null).FirstOrDefault(named => named is not null);
    }

    private static ImageReference? Named(ImageReference named, ImageDigest? digest)
        => ImageReference.TryParse($"{named.Repository}{(named.Tag is { } tag ? ":" + tag : string.Empty)}{(digest is { } value ? $"@{value}" : string.Empty)}", out var whole, out _) ? whole : null;

    // The list shows an id in its place once the tag points elsewhere; the container itself keeps what it was started with.
    private async Task<string?> FindStartedAsAsync(ContainerListResponse container, CancellationToken cancellationToken)
        => (await FindAsync("inspect a running container", (client, token) => client.Containers.InspectContainerAsync(container.ID, token), cancellationToken))?.Config?.Image is { Length: > 0 } name
            ? name : null;

    // What ended in between runs no more.
    private Task<T?> FindAsync<T>(string action, Func<IDockerClient, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
        where T : class
        => connection.CallAsync(
            action,
            async (client, token) =>
            {
                try
                {
                    return await ask(client, token);
                }
                catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
                {
                    return null;
                }
            },
            cancellationToken);
}
