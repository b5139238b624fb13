using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Docker.Connection;
using DockerScan.Docker.Files;

namespace DockerScan.Docker.Sandbox;

/// <summary>
/// The files that the engine makes for a container and keeps in a folder of its own. A target that has joined the network of
/// another container has that one's files, can write them as root, and no list of changes and no size of a layer shows it.
/// </summary>
internal sealed class SharedFiles(DockerConnection connection)
{
    private const int MaxBytes = 64 << 10;

    private static readonly string[] Paths = ["/etc/hosts", "/etc/hostname", "/etc/resolv.conf"];

    private long _before = -1;

    /// <summary>What they hold, at most 64 KiB of each. The first sizes are those that <see cref="CountAsync"/> does not count.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task<IReadOnlyList<ImageFile>> ReadAsync(string network, CancellationToken cancellationToken)
    {
        var files = await Task.WhenAll(Paths.Select(path => connection.CallAsync(
            "read a file of a container",
            (client, token) => ContainerFiles.ReadAsync(client, network, path, MaxBytes, token),
            cancellationToken)));
        IReadOnlyList<ImageFile> found = [.. files.OfType<ImageFile>()];
        _before = _before < 0 ? found.Sum(file => file.SizeBytes) : _before;
        return found;
    }

    /// <summary>How many bytes they have grown by.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task<long> CountAsync(string network, CancellationToken cancellationToken)
    {
        var sizes = await Task.WhenAll(Paths.Select(path => connection.CallAsync(
            "look at a file of a container",
            async (client, token) => (await client.Containers.GetArchiveFromContainerAsync(
                network, new ContainerPathStatParameters { Path = path }, statOnly: true, token)).Stat?.Size ?? 0,
            cancellationToken)));
        return Math.Max(0, sizes.Sum() - Math.Max(0, _before));
    }
}
