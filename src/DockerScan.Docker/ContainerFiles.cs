using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Core.Content;

namespace DockerScan.Docker;

/// <summary>Reads files out of containers.</summary>
internal static class ContainerFiles
{
    /// <summary>A regular file, or null when the path is not there or something else.</summary>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    public static async Task<ImageFile?> ReadAsync(
        IDockerClient client, string container, string path, int maxBytes, CancellationToken cancellationToken, MarkSearch? search = null)
    {
        try
        {
            var archive = await client.Containers.GetArchiveFromContainerAsync(
                container, new ContainerPathStatParameters { Path = path }, statOnly: false, cancellationToken);
            await using var stream = archive.Stream ?? throw new InvalidDataException("the engine sent no archive");
            return await ArchiveFileReader.ReadAsync(stream, path, maxBytes, cancellationToken, search);
        }
        catch (DockerApiException exception) when (IsMissingPath(exception))
        {
            return null;
        }
    }

    /// <summary>The regular files directly in a folder whose names end so; null when it is no folder, or they are too much.</summary>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    public static async Task<IReadOnlyList<ImageFile>?> ReadFolderAsync(
        IDockerClient client, string container, string folder, string suffix, long maxBytes, CancellationToken cancellationToken)
    {
        try
        {
            var archive = await client.Containers.GetArchiveFromContainerAsync(
                container, new ContainerPathStatParameters { Path = folder }, statOnly: false, cancellationToken);
            await using var stream = archive.Stream ?? throw new InvalidDataException("the engine sent no archive");
            return await ArchiveFolderReader.ReadAsync(stream, folder, suffix, maxBytes, cancellationToken);
        }
        catch (DockerApiException exception) when (IsMissingPath(exception))
        {
            return null;
        }
    }

    // The engine's words for a missing path; a missing container must not read as a missing file.
    private static bool IsMissingPath(DockerApiException exception)
        => exception.ResponseBody?.Contains("No such container", StringComparison.OrdinalIgnoreCase) != true
            && (exception.StatusCode == HttpStatusCode.NotFound
                || exception.ResponseBody?.Contains("not a directory", StringComparison.OrdinalIgnoreCase) == true);
}
