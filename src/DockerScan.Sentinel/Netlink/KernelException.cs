namespace DockerScan.Sentinel.Netlink;

/// <summary>The kernel refused something that a role cannot do without.</summary>
internal sealed class KernelException(string what, int errno, string? hint = null)
    : Exception(string.IsNullOrEmpty(hint) ? $"{what}: {Netlink.Errno.Name(errno)}" : $"{what}: {Netlink.Errno.Name(errno)} ({hint})")
{
    public int Number { get; } = errno;
}
