using System.Runtime.InteropServices;
using System.Text;

namespace DockerScan.Host.Composition;

/// <summary>Whose a file or a folder is.</summary>
internal static class FileOwner
{
    // struct statx of the kernel, the same on every architecture.
    private const int StatxBytes = 256;
    private const int StatxUserId = 20;
    private const int StatxWantsUser = 0x8;
    private const int AtCurrentFolder = -100;

    /// <summary>The owner when it is another than this program's user, and that user; null when it is this user's, or cannot be told.</summary>
    public static (uint Owner, uint Self)? FindForeign(string path)
        => !OperatingSystem.IsWindows() && Find(path) is { } owner && GetEffectiveUser() is var self && owner != self ? (owner, self) : null;

    private static uint? Find(string path)
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
