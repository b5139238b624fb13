namespace DockerScan.Sentinel.Kernel;

/// <summary>The kernel refused something that a role cannot do without.</summary>
internal sealed class KernelException(string what, int errno, string? hint = null)
    : Exception(string.IsNullOrEmpty(hint) ? $"{what}: {Errno.Name(errno)}" : $"{what}: {Errno.Name(errno)} ({hint})")
{
    public int Number { get; } = errno;
}
