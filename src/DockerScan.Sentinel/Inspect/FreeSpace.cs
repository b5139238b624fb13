using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Inspect;

/// <summary>The free space of the file system that the target writes to.</summary>
internal static unsafe class FreeSpace
{
    /// <summary>Bytes free for an ordinary user; -1 unknown.</summary>
    public static long Bytes()
    {
        // struct statfs of 64-bit Linux: type, block size, blocks, free, available …; 120 bytes.
        var buffer = stackalloc long[32];
        return LibC.StatFs("/proc/1/root", buffer) == 0 ? buffer[4] * buffer[1] : -1;
    }
}
