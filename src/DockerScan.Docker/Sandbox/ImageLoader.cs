using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Sandbox;

/// <summary>Loads image archives into an engine, and looks images up there.</summary>
internal static class ImageLoader
{
    /// <exception cref="EngineException">The engine failed or refused.</exception>
    public static async Task LoadAsync(
        DockerConnection connection, string what, Stream archive, TimeSpan limit, CancellationToken cancellationToken)
    {
        var errors = new ErrorLine();
        await connection.CallAsync(
            "load " + what,
            limit,
            async (client, token) =>
            {
                await client.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, archive, errors, token);
                return true;
            },
            cancellationToken);
        if (errors.First is { } error)
        {
            throw new EngineException(EngineErrors.FromText(error, "load " + what, Core.FailureKind.EngineUnavailable));
        }
    }

    /// <summary>The image under a name or id, or null.</summary>
    public static Task<ImageInspectResponse?> FindAsync(DockerConnection connection, string name, CancellationToken cancellationToken)
        => connection.CallAsync<ImageInspectResponse?>(
            "inspect an image",
            async (client, token) =>
            {
                try
                {
                    return await client.Images.InspectImageAsync(name, token);
                }
                catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
                {
                    return null;
                }
            },
            cancellationToken);

    /// <summary>Gives an image a name; false when it is there no more. Not cut off: an image without its name would be left behind.</summary>
    public static Task<bool> TagAsync(DockerConnection connection, string id, string name)
        => connection.CallAsync(
            "name an image",
            async (client, token) =>
            {
                try
                {
                    var parts = name.Split(':');
                    await client.Images.TagImageAsync(id, new ImageTagParameters { RepositoryName = parts[0], Tag = parts[1] }, token);
                    return true;
                }
                catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
                {
                    return false;
                }
            },
            CancellationToken.None);

    /// <summary>Removes a name of an image, and with the last one the image; by its id an image that nothing uses any more. False when something does.</summary>
    public static Task<bool> RemoveAsync(DockerConnection connection, string name, CancellationToken cancellationToken)
        => connection.CallAsync(
            "remove an image",
            async (client, token) =>
            {
                try
                {
                    await client.Images.DeleteImageAsync(name, new ImageDeleteParameters { Force = false, NoPrune = true }, token);
                    return true;
                }
                catch (DockerApiException exception) when (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
                {
                    return false;
                }
            },
            cancellationToken);

    private sealed class ErrorLine : IProgress<JSONMessage>
    {
        public string? First { get; private set; }

        public void Report(JSONMessage value) => First ??= value.Error?.Message;
    }
}
