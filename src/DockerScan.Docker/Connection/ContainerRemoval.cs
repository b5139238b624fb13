using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace DockerScan.Docker.Connection;

/// <summary>Removes a container of ours with its anonymous volumes.</summary>
internal static class ContainerRemoval
{
    /// <summary>True when this call removed it; false when it was gone or is being removed already.</summary>
    public static Task<bool> RemoveAsync(DockerConnection connection, string container, CancellationToken cancellationToken)
        => connection.CallAsync(
            "remove a container",
            async (client, token) =>
            {
                try
                {
                    await client.Containers.RemoveContainerAsync(
                        container, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, token);
                    return true;
                }
                catch (DockerApiException exception) when (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
                {
                    return false;
                }
            },
            cancellationToken);
}
