using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Sandbox;

/// <summary>Finds a VOLUME that no engine can mount: the image has a file in its place. Our copy without volumes would start all the same, the image as it is never does.</summary>
internal sealed class VolumePlaces(DockerConnection connection, string container)
{
    private const uint GoDirectory = 1u << 31;
    private const uint GoSymbolicLink = 1u << 27;
    private const int MaxShown = 200;

    /// <summary>Why the image cannot be started; null when nothing is in the way.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task<string?> FindObstacleAsync(IEnumerable<string> volumes, CancellationToken cancellationToken)
    {
        foreach (var volume in volumes)
        {
            var path = ImagePath.Combine("/", volume);
            if (path != "/" && await IsFileAsync(path, cancellationToken))
            {
                return $"the image declares the volume {DisplayText.Clean(path, MaxShown)}, and has a file of that name: no volume can be mounted there";
            }
        }

        return null;
    }

    private async Task<bool> IsFileAsync(string path, CancellationToken cancellationToken)
    {
        var stat = await StatAsync(path, cancellationToken);
        if (stat is not null && (stat.Mode & GoSymbolicLink) != 0)
        {
            // The engine gives the end of the whole chain, inside the container.
            stat = stat.LinkTarget is { Length: > 1 } end ? await StatAsync(end, cancellationToken) : null;
        }

        return stat is not null && (stat.Mode & (GoDirectory | GoSymbolicLink)) == 0;
    }

    private Task<ContainerPathStatResponse?> StatAsync(string path, CancellationToken cancellationToken)
        => connection.CallAsync<ContainerPathStatResponse?>(
            "look at a volume's place",
            async (client, token) =>
            {
                try
                {
                    return (await client.Containers.GetArchiveFromContainerAsync(
                        container, new ContainerPathStatParameters { Path = path }, statOnly: true, token)).Stat;
                }
                catch (DockerApiException exception) when (exception.StatusCode != HttpStatusCode.Conflict)
                {
                    // Nothing there, or not to be looked at: the engine will say so itself.
                    return null;
                }
            },
            cancellationToken);
}
