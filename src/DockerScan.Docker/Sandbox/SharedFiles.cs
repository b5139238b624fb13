using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Sandbox;

/// <summary>
/// The files that the engine makes for a container and keeps in a folder of its own. A target that has joined the network of
/// another container has that one's files, can write them as root, and no list of changes and no size of a layer shows it.
/// </summary>
internal sealed class SharedFiles(DockerConnection connection)
{
    private static readonly string[] Paths = ["/etc/hosts", "/etc/hostname", "/etc/resolv.conf"];

    /// <summary>How many bytes they hold.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task<long> CountAsync(string network, CancellationToken cancellationToken)
    {
        var sizes = await Task.WhenAll(Paths.Select(path => connection.CallAsync(
            "look at a file of a container",
            async (client, token) => (await client.Containers.GetArchiveFromContainerAsync(
                network, new ContainerPathStatParameters { Path = path }, statOnly: true, token)).Stat?.Size ?? 0,
            cancellationToken)));
        return sizes.Sum();
    }
}
