using System.Net;
using System.Net.Sockets;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Netlink;

/// <summary>
/// The sink's listeners and its UDP sockets. They lie where an engine's own name server lies in a container (127.0.0.11, two ports out of
/// the range that the kernel hands out, owned by nobody who can be seen), so that a look at the tables finds nothing special.
/// </summary>
internal sealed record SinkSockets(int TcpPort, int UdpPort, int Tcp4, int Udp4, int? Tcp6, int? Udp6)
{
    private const int FirstPort = 32_768;
    private const int LastPort = 60_999;
    private const int Attempts = 50;
    private const int AddressInUse = 98;

    private static readonly IPAddress Address4 = new([127, 0, 0, 11]);

    /// <summary>Where the sockets of a family lie. IPv6 has one loopback address.</summary>
    public static IPAddress Address(AddressFamily family) => family == AddressFamily.InterNetwork ? Address4 : IPAddress.IPv6Loopback;

    public static SinkSockets Open(bool ipv6)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (tcp, udp) = (Random.Shared.Next(FirstPort, LastPort), Random.Shared.Next(FirstPort, LastPort));
            try
            {
                return Open(tcp, udp, ipv6);
            }
            catch (KernelException e) when (e.Number == AddressInUse && attempt < Attempts)
            {
                // Another draw. What was opened of this one stays open and unused: a few descriptors at most.
                continue;
            }
        }
    }

    private static SinkSockets Open(int tcp, int udp, bool ipv6) => new(
        tcp,
        udp,
        TransparentSocket.Tcp(Address4, tcp),
        TransparentSocket.Udp(Address4, udp),
        ipv6 ? TransparentSocket.Tcp(IPAddress.IPv6Loopback, tcp) : null,
        ipv6 ? TransparentSocket.Udp(IPAddress.IPv6Loopback, udp) : null);
}
