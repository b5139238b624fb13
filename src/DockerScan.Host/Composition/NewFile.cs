using System.Runtime.InteropServices;
using System.Text;

namespace DockerScan.Host.Composition;

/// <summary>Puts a file that was written aside into its place, unless there is one: of many who do so at once one wins, and all see that one's.</summary>
internal static class NewFile
{
    // EEXIST, of Linux's and macOS's errno.h.
    private const int AlreadyThere = 17;

    /// <summary>Moves it there; where there is one already, that one stays and this is removed.</summary>
    /// <exception cref="IOException">It cannot be moved there.</exception>
    public static void Place(string made, string path)
    {
        // File.Move without overwriting asks whether there is one and renames after that: the last of many would win.
        if (!OperatingSystem.IsWindows() && (Link(Bytes(made), Bytes(path)) == 0 || Marshal.GetLastPInvokeError() == AlreadyThere))
        {
            File.Delete(made);
            return;
        }

        // A file system that knows no second names.
        try
        {
            File.Move(made, path);
        }
        catch (IOException) when (new FileInfo(path).Exists)
        {
            File.Delete(made);
        }
    }

    private static byte[] Bytes(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] made, byte[] path);
}
