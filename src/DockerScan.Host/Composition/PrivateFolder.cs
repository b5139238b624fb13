using DockerScan.Core;

namespace DockerScan.Host.Composition;

/// <summary>A folder that belongs to this program's user and that nobody else may enter. One that is open is closed; one of somebody else's is refused.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes the folder, or closes it.</summary>
    /// <exception cref="EngineException">It is somebody else's.</exception>
    /// <exception cref="IOException">It cannot be made or closed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made or closed.</exception>
    public static void Ensure(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, FolderMode);
        RefuseForeign(path);
        if ((File.GetUnixFileMode(path) & OfOthers) != UnixFileMode.None)
        {
            File.SetUnixFileMode(path, FolderMode);
        }
    }

    /// <summary>Takes from others what they may do with the files right in a folder.</summary>
    public static void CloseFiles(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(file => file.LinkTarget is null && (file.UnixFileMode & OfOthers) != UnixFileMode.None))
        {
            file.UnixFileMode = FileMode;
        }
    }

    private static void RefuseForeign(string path)
    {
        if (FileOwner.FindForeign(path) is { } foreign)
        {
            throw new EngineException(new ScanFailure(
                FailureKind.Internal,
                FormattableString.Invariant($"the data folder {DisplayText.Clean(path, 200)} belongs to user {foreign.Owner}, and this program runs as user {foreign.Self}; type: chown -R {foreign.Self} {DisplayText.Clean(path, 200)}, or set DOCKERSCAN_DATA to a folder of yours")));
        }
    }
}
