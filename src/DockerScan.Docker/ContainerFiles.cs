using System.Globalization;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Core.Content;
using DockerScan.Docker.Sandbox;

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
            return await ArchiveAsync(client, container, path, (stream, token) => ArchiveFileReader.ReadAsync(stream, path, maxBytes, token, search), cancellationToken);
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
            return await ArchiveAsync(client, container, folder, (stream, token) => ArchiveFolderReader.ReadAsync(stream, folder, suffix, maxBytes, token), cancellationToken);
        }
        catch (DockerApiException exception) when (IsMissingPath(exception))
        {
            return null;
        }
    }

    private static async Task<T> ArchiveAsync<T>(IDockerClient client, string container, string path, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        // The client library writes a name as UTF-8, and that would be the name of another file.
        if (PathBytes.HasRaw(path))
        {
            return await RawEngine.GetAsync(client, $"containers/{container}/archive?path={Escaped(path)}", read, cancellationToken);
        }

        var archive = await client.Containers.GetArchiveFromContainerAsync(
            container, new ContainerPathStatParameters { Path = path }, statOnly: false, cancellationToken);
        await using var stream = archive.Stream ?? throw new InvalidDataException("the engine sent no archive");
        return await read(stream, cancellationToken);
    }

    private static string Escaped(string path)
        => string.Concat(PathBytes.Encode(path).Select(value => string.Create(CultureInfo.InvariantCulture, $"%{value:X2}")));

    // The engine's words for a missing path; a missing container must not read as a missing file.
    private static bool IsMissingPath(DockerApiException exception)
        => exception.ResponseBody?.Contains("No such container", StringComparison.OrdinalIgnoreCase) != true
            && (exception.StatusCode == HttpStatusCode.NotFound
                || exception.ResponseBody?.Contains("not a directory", StringComparison.OrdinalIgnoreCase) == true);
}
