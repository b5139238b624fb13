using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Gate;

/// <summary>
/// The abstract Unix socket over which gate and inspector meet. Such names belong to the network namespace, which both share
/// with whoever else is in it: so the name is another for each run, and each side asks the kernel who the other is.
/// </summary>
internal static unsafe class GateSocket
{
    /// <summary>The one byte that the inspector sends when it looks without a pause.</summary>
    public const byte Pass = (byte)'+';

    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    /// <summary>A run's name as the socket's address.</summary>
    public static byte[] Address(string name) => LibC.AbstractAddress(System.Text.Encoding.UTF8.GetBytes(name));

    /// <summary>Who is at the other end, as the kernel has it; its pid is 0 when it lives outside this PID namespace.</summary>
    public static (int Pid, int Uid)? Peer(int fd)
    {
        // struct ucred: pid, uid, gid.
        var credentials = stackalloc int[3];
        var length = 3 * sizeof(int);
        return LibC.GetSocketOption(fd, SocketLevel, PeerCredentials, credentials, &length) == 0 ? (credentials[0], credentials[1]) : null;
    }
}
