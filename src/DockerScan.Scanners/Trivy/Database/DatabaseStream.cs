using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DockerScan.Scanners.Trivy.Database;

/// <summary>
/// Opens a database that a Trivy may hold locked. Trivy before 0.68 locks the file, and .NET takes a lock (flock) of every file that it
/// opens, whatever it is to share, and fails where there is another. Reading needs none: nobody writes into a database in place.
/// </summary>
internal static class DatabaseStream
{
    private const int BufferBytes = 16 * 1024;

    // open(2) and errno(3) of Linux, the same on amd64 and arm64. Without O_NONBLOCK a pipe in its place would be waited for.
    private const int ReadOnly = 0;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int NoEntry = 2;
    private const int NoAccess = 13;

    /// <summary>Opens one for reading.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">We may not read it.</exception>
    public static FileStream OpenRead(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes);
        }

        var handle = new SafeFileHandle(Open(Encoding.UTF8.GetBytes(path + '\0'), ReadOnly | NonBlocking | CloseOnExec), ownsHandle: true);
        if (handle.IsInvalid)
        {
            var error = Marshal.GetLastPInvokeError();
            handle.Dispose();
            throw error switch
            {
                NoEntry => new FileNotFoundException(Marshal.GetPInvokeErrorMessage(error), path),
                NoAccess => new UnauthorizedAccessException(Marshal.GetPInvokeErrorMessage(error)),
                _ => new IOException(Marshal.GetPInvokeErrorMessage(error)),
            };
        }

        try
        {
            return new FileStream(handle, FileAccess.Read, BufferBytes);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}
