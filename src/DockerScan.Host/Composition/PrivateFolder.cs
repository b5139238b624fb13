using System.Runtime.InteropServices;
using System.Text;
using DockerScan.Core;

namespace DockerScan.Host.Composition;

/// <summary>A folder that belongs to this program's user and that nobody else may enter. One that is open is closed; one of somebody else's is refused.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    // struct statx of the kernel, the same on every architecture.
    private const int StatxBytes = 256;
    private const int StatxUserId = 20;
    private const int StatxWantsUser = 0x8;
    private const int AtCurrentFolder = -100;

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
        if (FindOwner(path) is { } owner && GetEffectiveUser() is var self && owner != self)
        {
            throw new EngineException(new ScanFailure(
                FailureKind.Internal,
                FormattableString.Invariant($"the data folder {DisplayText.Clean(path, 200)} belongs to user {owner}, and this program runs as user {self}; type: chown -R {self} {DisplayText.Clean(path, 200)}, or set DOCKERSCAN_DATA to a folder of yours")));
        }
    }

    private static uint? FindOwner(string path)
    {
        var status = new byte[StatxBytes];
        try
        {
            return ReadStatus(AtCurrentFolder, [.. Encoding.UTF8.GetBytes(path), 0], 0, StatxWantsUser, status) == 0 ? BitConverter.ToUInt32(status, StatxUserId) : null;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library that is older than the call: the modes must do.
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReadStatus(int folder, byte[] path, int flags, uint wanted, byte[] status);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUser();
}
