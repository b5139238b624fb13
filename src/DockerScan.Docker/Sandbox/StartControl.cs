using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Sandbox;

/// <summary>Tries whether the engine can do with the sentinel's own image what it did not do with the image under test: same profile, same network, same runtime.</summary>
internal sealed class StartControl(DockerConnection connection, SandboxContainers containers, string sentinelImage, bool hasQuota)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>True when the engine creates it and, if it was asked to, starts it.</summary>
    /// <param name="network">The network container's id. It must run if <paramref name="mustStart"/>.</param>
    /// <param name="mustStart">False when the image was refused before there was anything to start.</param>
    /// <param name="cancellationToken">The token.</param>
    public async Task<bool> WorksAsync(string network, bool mustStart, CancellationToken cancellationToken)
    {
        string? id = null;
        try
        {
            // Not the caller's token: cut off in the middle, nobody would know its id.
            id = (await connection.CallAsync(
                "create a container to compare with",
                Limit,
                (client, token) => client.Containers.CreateContainerAsync(containers.Control(sentinelImage, network, hasQuota), token),
                CancellationToken.None)).ID;
            return !mustStart || await connection.CallAsync(
                "start a container to compare with",
                async (client, token) =>
                {
                    await client.Containers.StartContainerAsync(id, new ContainerStartParameters(), token);
                    return true;
                },
                cancellationToken);
        }
        catch (EngineException)
        {
            return false;
        }
        finally
        {
            if (id is not null)
            {
                await RemoveAsync(id);
            }
        }
    }

    private async Task RemoveAsync(string id)
    {
        try
        {
            await ContainerRemoval.RemoveAsync(connection, id, CancellationToken.None);
        }
        catch (EngineException)
        {
            // What is left is swept by its label.
        }
    }
}
