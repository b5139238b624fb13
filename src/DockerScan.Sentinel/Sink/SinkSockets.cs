using System.Net.Sockets;
using DockerScan.Sentinel.Netlink;

namespace DockerScan.Sentinel.Sink;

/// <summary>
/// The sink's listeners and the DNS sockets, all on one port number. It is drawn between the well-known ports and the range
/// that the kernel hands out, so that it hardly ever meets a port that the target wants.
/// </summary>
internal sealed record SinkSockets(int Port, int Tcp4, int Udp4, int? Tcp6, int? Udp6)
{
    private const int Attempts = 50;
    private const int AddressInUse = 98;

    public static SinkSockets Open(bool ipv6)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                return Open(port, ipv6);
            }
            catch (KernelException e) when (e.Number == AddressInUse && attempt < Attempts)
            {
                // Another draw. What was opened of this one stays open and unused: a few descriptors at most.
                continue;
            }
        }
    }

    private static SinkSockets Open(int port, bool ipv6) => new(
        port,
        TransparentSocket.Tcp(AddressFamily.InterNetwork, port),
        TransparentSocket.Udp(AddressFamily.InterNetwork, port),
        ipv6 ? TransparentSocket.Tcp(AddressFamily.InterNetworkV6, port) : null,
        ipv6 ? TransparentSocket.Udp(AddressFamily.InterNetworkV6, port) : null);
}
