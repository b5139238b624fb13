using System.Net;
using System.Net.Sockets;

namespace DockerScan.Sentinel.Netlink;

/// <summary>
/// Brings every TCP connection, and every question for a name or the time over UDP, to our sockets on a loopback address.
/// By TPROXY on the way in and not by NAT on the way out: so frames on lo keep the address and port that were meant
/// (the capture is true), nothing depends on the connection tracker (a flood cannot fill it), and getsockname tells the rest.
/// </summary>
internal static class Redirect
{
    private const string Table = "sentinel";
    private const byte Tcp = 6;
    private const byte Udp = 17;
    private const ushort Dns = 53;
    private const ushort Ntp = 123;

    public static void Install(AddressFamily family, SinkSockets sockets)
    {
        var v4 = family == AddressFamily.InterNetwork;
        var number = (byte)(v4 ? KernelAddress.Inet : KernelAddress.Inet6);
        var daddr = v4 ? 16u : 24u;
        var self = (v4 ? IPAddress.Loopback : IPAddress.IPv6Loopback).GetAddressBytes();
        var ours = SinkSockets.Address(family).GetAddressBytes();
        var own = (v4 ? Loopback.Own4 : Loopback.Own6).GetAddressBytes();
        var give = NftExpression.GiveTo(number, ours, (ushort)sockets.TcpPort);
        var giveDatagram = NftExpression.GiveTo(number, ours, (ushort)sockets.UdpPort);

        var batch = new NftBatch(number, Table, "prerouting", 0, -150 /* mangle, where tproxy belongs */);
        batch.Rule("own loopback", [.. NftExpression.NetworkHeader(daddr, self), NftExpression.Accept()]);
        batch.Rule("own address", [.. NftExpression.NetworkHeader(daddr, own), NftExpression.Accept()]);
        // Also to 127.0.0.11 and 127.0.0.53, where resolv.conf may point.
        batch.Rule("dns", [.. NftExpression.Protocol(Udp), .. NftExpression.DestinationPort(Dns), .. giveDatagram]);
        batch.Rule("dns over tcp", [.. NftExpression.Protocol(Tcp), .. NftExpression.DestinationPort(Dns), .. give]);
        if (v4)
        {
            batch.Rule("loopback network", [.. NftExpression.NetworkHeader(daddr, [127]), NftExpression.Accept()]);
        }

        batch.Rule("tcp", [.. NftExpression.Protocol(Tcp), .. give]);
        batch.Rule("time", [.. NftExpression.Protocol(Udp), .. NftExpression.DestinationPort(Ntp), .. giveDatagram]);
        // Every address is local, so a program's own wildcard socket would receive what it sends to the world.
        batch.Rule("udp", [.. NftExpression.Protocol(Udp), NftExpression.Drop()]);
        batch.Commit();
    }
}
