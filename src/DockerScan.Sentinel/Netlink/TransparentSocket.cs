using System.Net;
using System.Net.Sockets;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Netlink;

/// <summary>Sockets that may stand for any address (IP_TRANSPARENT), bound to a loopback address.</summary>
internal static unsafe class TransparentSocket
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;

    public static int Tcp(IPAddress address, int port)
    {
        var fd = Open(address, 1 | CloseOnExec | NonBlocking, port);
        // Bounded, because thousands of callers may fill their buffers at once; and large enough for frames of 64 KiB (lo joins segments).
        Set(fd, 1, 8 /* SO_RCVBUF */, 96 * 1024);
        // What is sent as urgent is searched like the rest, where it stands; each connection takes this over.
        Set(fd, 1, 10 /* SO_OOBINLINE */, 1);
        Errno.Check(LibC.Listen(fd, 4096), "listen");
        return fd;
    }

    /// <summary>Gives the address that was meant with each datagram.</summary>
    public static int Udp(IPAddress address, int port)
    {
        var fd = Open(address, 2 | CloseOnExec, port);
        var v4 = address.AddressFamily == AddressFamily.InterNetwork;
        Errno.Check(Set(fd, v4 ? 0 : 41, v4 ? 20 : 74 /* RECVORIGDSTADDR */, 1), "ask for the meant address");
        Set(fd, 1, 8, 1024 * 1024);
        return fd;
    }

    /// <summary>Sends datagrams with a header of our making; receives nothing.</summary>
    public static int Raw(AddressFamily family) => Errno.Check(
        LibC.Socket(family == AddressFamily.InterNetwork ? KernelAddress.Inet : KernelAddress.Inet6, 3 | CloseOnExec, 255 /* IPPROTO_RAW */), "open a raw socket");

    private static int Open(IPAddress on, int type, int port)
    {
        var v4 = on.AddressFamily == AddressFamily.InterNetwork;
        var fd = Errno.Check(LibC.Socket(v4 ? KernelAddress.Inet : KernelAddress.Inet6, type, 0), "open a socket");
        Errno.Check(v4 ? Set(fd, 0, 19 /* IP_TRANSPARENT */, 1) : Set(fd, 41, 75 /* IPV6_TRANSPARENT */, 1), "make a socket transparent");
        if (!v4)
        {
            Errno.Check(Set(fd, 41, 26 /* IPV6_V6ONLY */, 1), "make a socket IPv6 only");
        }

        var address = stackalloc byte[KernelAddress.MaxLength];
        var length = KernelAddress.Write(on, port, new Span<byte>(address, KernelAddress.MaxLength));
        if (LibC.Bind(fd, address, length) < 0)
        {
            var errno = Errno.Last;
            _ = LibC.Close(fd);
            throw new KernelException("bind", errno);
        }

        return fd;
    }

    private static int Set(int fd, int level, int name, int value) => LibC.SetSockOpt(fd, level, name, &value, 4);
}
