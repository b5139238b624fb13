namespace DockerScan.Reporting;

/// <summary>A file that only its owner may read, written whole or not at all.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">It cannot be written; what was there before stays.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? throw new ArgumentException("not a file in a folder", nameof(path)));
        var temporary = TemporaryFile.Beside(path);
        try
        {
            await using (var stream = new FileStream(temporary, Options()))
            {
                await write(stream);
            }

            File.Move(temporary, path, overwrite: true);
            TemporaryFile.RemoveLeftOver(path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        return options;
    }
}
