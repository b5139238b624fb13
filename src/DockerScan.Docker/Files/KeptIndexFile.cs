using System.Text.Json;

namespace DockerScan.Docker.Files;

/// <summary>A kept index on disk.</summary>
internal static class KeptIndexFile
{
    // Names of files tell what is in an image: nobody else's business.
    private static readonly FileStreamOptions PrivateFile = MakePrivateFile();

    /// <exception cref="JsonException">The file holds no index.</exception>
    public static async Task<KeptIndex> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync(file, IndexCacheJson.Default.KeptIndex, cancellationToken) ?? throw new JsonException("the file holds no index");
    }

    /// <summary>Moved into place whole, so that nobody reads half of it.</summary>
    public static async Task WriteAsync(string path, KeptIndex kept, CancellationToken cancellationToken)
    {
        var unfinished = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            await using (var file = new FileStream(unfinished, PrivateFile))
            {
                await JsonSerializer.SerializeAsync(file, kept, IndexCacheJson.Default.KeptIndex, cancellationToken);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static FileStreamOptions MakePrivateFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
