using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Core.Content;

namespace DockerScan.Docker.Files;

/// <summary>Reads files out of containers.</summary>
internal static class ContainerFiles
{
    /// <summary>A regular file, or null when the path is not there or something else, or its folder's name is no UTF-8.</summary>
    /// <remarks>
    /// An engine hands names on as JSON, where bytes that are no UTF-8 become U+FFFD, which may be another file's name. So a file with such
    /// a name is read out of its folder.
    /// </remarks>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    public static async Task<ImageFile?> ReadAsync(
        IDockerClient client, string container, string path, int maxBytes, CancellationToken cancellationToken, MarkSearch? search = null)
    {
        var isOfFolder = PathBytes.HasRaw(path);
        var asked = isOfFolder ? ImagePath.Directory(path) : path;
        if (PathBytes.HasRaw(asked))
        {
            return null;
        }

        try
        {
            var archive = await client.Containers.GetArchiveFromContainerAsync(
                container, new ContainerPathStatParameters { Path = asked }, statOnly: false, cancellationToken);
            await using var stream = archive.Stream ?? throw new InvalidDataException("the engine sent no archive");
            return await ArchiveFileReader.ReadAsync(stream, path, maxBytes, cancellationToken, search, isOfFolder);
        }
        catch (DockerApiException exception) when (IsMissingPath(exception))
        {
            return null;
        }
    }

    /// <summary>The regular files directly in a folder whose names end so; null when it is no folder, or its name is no UTF-8, or they are too much.</summary>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    public static async Task<IReadOnlyList<ImageFile>?> ReadFolderAsync(
        IDockerClient client, string container, string folder, string suffix, long maxBytes, CancellationToken cancellationToken)
    {
        if (PathBytes.HasRaw(folder))
        {
            return null;
        }

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
