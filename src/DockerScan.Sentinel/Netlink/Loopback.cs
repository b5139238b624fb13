using System.Net;
using System.Net.Sockets;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Netlink;

/// <summary>The one interface of the sealed network: up, with an address of its own, and every address in the world behind it.</summary>
internal static class Loopback
{
    /// <summary>The sandbox's own addresses. A host without any but 127.0.0.1 makes programs behave oddly (AI_ADDRCONFIG, "no private address").</summary>
    public static readonly IPAddress Own4 = new([172, 17, 0, 2]);
    public static readonly IPAddress Own6 = IPAddress.Parse("fd00::242:ac11:2");

    private const uint Index = 1; // The kernel gives it to the loopback interface of every network namespace.
    private const uint Mtu = 1500;
    private const ushort NewLink = 16;
    private const ushort NewAddress = 20;
    private const ushort NewRoute = 24;

    public static bool HasIpv6 =>
        File.Exists("/proc/net/if_inet6") &&
        (!File.Exists("/proc/sys/net/ipv6/conf/lo/disable_ipv6") || File.ReadAllText("/proc/sys/net/ipv6/conf/lo/disable_ipv6").Trim() == "0");

    public static void Up()
    {
        using var route = new NetlinkSocket(NetlinkSocket.Route);
        var message = new NetlinkWriter();
        message.Begin(NewLink, NetlinkWriter.Ack, "bring lo up");
        message.Raw([0, 0, 0, 0, (byte)Index, 0, 0, 0, 1 /* IFF_UP */, 0, 0, 0, 1, 0, 0, 0]);
        // As on a real network. With the 64 KiB of lo one segment would be more than the sink's receive buffer, and uploads crawl.
        message.HostNumber(4 /* IFLA_MTU */, Mtu);
        message.End();
        route.Execute(message);
    }

    /// <summary>Gives lo the own address, and makes all of the family's addresses local.</summary>
    public static void OwnTheWorld(AddressFamily family)
    {
        var own = family == AddressFamily.InterNetwork ? Own4 : Own6;
        using var route = new NetlinkSocket(NetlinkSocket.Route);
        route.Execute(Address(own), Errno.Exists);
        route.Execute(Route(own), Errno.Exists);
    }

    private static NetlinkWriter Address(IPAddress own)
    {
        var bytes = own.GetAddressBytes();
        var message = new NetlinkWriter();
        message.Begin(NewAddress, NetlinkWriter.Ack | NetlinkWriter.Create, $"add {own} to lo");
        message.Raw([Family(own), (byte)(bytes.Length * 8), 2 /* NODAD */, 0, (byte)Index, 0, 0, 0]);
        message.Attribute(2 /* LOCAL */, bytes);
        message.Attribute(1 /* ADDRESS */, bytes);
        message.End();
        return message;
    }

    // In table local (255): only there does the kernel accept a foreign address as the source of our answers.
    private static NetlinkWriter Route(IPAddress own)
    {
        var scope = own.AddressFamily == AddressFamily.InterNetwork ? (byte)254 : (byte)0;
        var message = new NetlinkWriter();
        message.Begin(NewRoute, NetlinkWriter.Ack | NetlinkWriter.Create | NetlinkWriter.Replace, $"add the local default route for {own.AddressFamily}");
        message.Raw([Family(own), 0, 0, 0, 255, 4 /* static */, scope, 2 /* RTN_LOCAL */, 0, 0, 0, 0]);
        message.HostNumber(4 /* OIF */, Index);
        message.Attribute(7 /* PREFSRC */, own.GetAddressBytes());
        message.End();
        return message;
    }

    private static byte Family(IPAddress address) =>
        (byte)(address.AddressFamily == AddressFamily.InterNetwork ? KernelAddress.Inet : KernelAddress.Inet6);
}
