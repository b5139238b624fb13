using DockerScan.Core;

namespace DockerScan.Sqlite.Database;

/// <summary>The store's folder and file on disk. Results hold image environments, so only their owner may read them.</summary>
internal static class StoreFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Makes the folder when it is missing.</summary>
    /// <exception cref="EngineException">It cannot be made.</exception>
    public static void Prepare(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, OwnerFolder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(
                new ScanFailure(FailureKind.Internal, "the store's folder cannot be made; check Storage:Path and its permissions"), e);
        }
    }

    /// <summary>
    /// Narrows a new file's mode, before anything is written to it; its journals inherit the mode.
    /// By path and never through an open file: closing one would drop SQLite's locks on it (sqlite.org/howtocorrupt.html, 2.2).
    /// </summary>
    public static void Protect(string path)
    {
        if (!OperatingSystem.IsWindows() && new FileInfo(path) is { Exists: true, Length: 0 })
        {
            File.SetUnixFileMode(path, OwnerFile);
        }
    }

    /// <summary>Makes an empty file that only its owner may read, when it is missing.</summary>
    /// <exception cref="EngineException">It cannot be made.</exception>
    public static void Create(string path)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerFile;
            }

            if (!File.Exists(path))
            {
                new FileStream(path, options).Dispose();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, $"the file cannot be made: {DisplayText.Clean(e.Message, 200)}"), e);
        }
    }
}
