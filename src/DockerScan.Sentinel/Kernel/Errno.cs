using System.Globalization;
using System.Runtime.InteropServices;

namespace DockerScan.Sentinel.Kernel;

/// <summary>Names of the kernel's errors: the binary carries no other texts.</summary>
internal static class Errno
{
    public const int Exists = 17;

    private static readonly Dictionary<int, string> Names = new()
    {
        [1] = "EPERM, not permitted", [2] = "ENOENT, no such thing", [4] = "EINTR", [11] = "EAGAIN, no answer in time", [12] = "ENOMEM, out of memory",
        [13] = "EACCES, permission denied", [16] = "EBUSY", [17] = "EEXIST, exists already", [19] = "ENODEV, no such device",
        [22] = "EINVAL, invalid argument", [23] = "ENFILE", [24] = "EMFILE, too many open files", [28] = "ENOSPC", [34] = "ERANGE",
        [75] = "EOVERFLOW", [92] = "ENOPROTOOPT", [93] = "EPROTONOSUPPORT, protocol not in this kernel", [95] = "EOPNOTSUPP, not supported by this kernel",
        [97] = "EAFNOSUPPORT, address family not in this kernel", [98] = "EADDRINUSE", [99] = "EADDRNOTAVAIL", [101] = "ENETUNREACH",
        [105] = "ENOBUFS", [110] = "ETIMEDOUT", [111] = "ECONNREFUSED", [113] = "EHOSTUNREACH",
    };

    public static int Last => Marshal.GetLastPInvokeError();

    public static string Name(int errno) =>
        Names.TryGetValue(errno, out var name) ? name : string.Create(CultureInfo.InvariantCulture, $"errno {errno}");

    /// <summary>Throws with <paramref name="what"/> and the error's name when a call gave a negative result.</summary>
    public static int Check(int result, string what) => result >= 0 ? result : throw new KernelException(what, Last);
}

/// <summary>The kernel refused something that a role cannot do without.</summary>
internal sealed class KernelException(string what, int errno, string? hint = null)
    : Exception(string.IsNullOrEmpty(hint) ? $"{what}: {Errno.Name(errno)}" : $"{what}: {Errno.Name(errno)} ({hint})")
{
    public int Number { get; } = errno;
}
