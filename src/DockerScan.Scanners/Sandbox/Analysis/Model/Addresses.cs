using System.Net;
using System.Net.Sockets;

namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>What kind of place an address is.</summary>
internal static class Addresses
{
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"), IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("ff00::/8"),
    ];

    private static readonly IPNetwork[] Groups = [IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("ff00::/8")];

    // Of the engine's default network, which the sealed one looks like.
    private static readonly IPAddress OwnBroadcast = new([172, 17, 255, 255]);

    // AWS, GCP, Azure, OpenStack and Oracle; AWS and GCP over IPv6; AWS container tasks; Alibaba Cloud.
    private static readonly HashSet<string> MetadataServices = ["169.254.169.254", "fd00:ec2::254", "fd20:ce::254", "169.254.170.2", "100.100.100.200"];

    /// <summary>One spelling: IPv4 in IPv6 as IPv4, no scope. What is no address stays as it is.</summary>
    public static string Normalize(string address)
        => !IPAddress.TryParse(address, out var parsed) ? address
            : parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4().ToString()
            : parsed.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress(parsed.GetAddressBytes()).ToString() : parsed.ToString();

    /// <summary>The machine itself; "any" too, because a connection to it ends there.</summary>
    public static bool IsLoopback(string address)
        => IPAddress.TryParse(address, out var parsed)
            && (IPAddress.IsLoopback(parsed) || parsed.Equals(IPAddress.Any) || parsed.Equals(IPAddress.IPv6Any)
                || (parsed.IsIPv4MappedToIPv6 && IPAddress.IsLoopback(parsed.MapToIPv4())));

    /// <summary>Bound to loopback only. "Any" is not.</summary>
    public static bool IsLocalOnly(string address)
        => IPAddress.TryParse(address, out var parsed)
            && (IPAddress.IsLoopback(parsed) || (parsed.IsIPv4MappedToIPv6 && IPAddress.IsLoopback(parsed.MapToIPv4())));

    public static bool IsPrivate(string address)
        => IPAddress.TryParse(address, out var parsed) && Private.Any(network => network.Contains(parsed));

    /// <summary>To all on the network, or to whoever listens for it: mDNS, SSDP, DHCP and the like. It never leaves the network.</summary>
    public static bool IsDiscovery(string address)
        => IPAddress.TryParse(address, out var parsed) && (Groups.Any(network => network.Contains(parsed)) || parsed.Equals(IPAddress.Broadcast) || parsed.Equals(OwnBroadcast));

    public static bool IsMetadata(string address) => MetadataServices.Contains(address);

    /// <summary>The /24, or the /64, that it lies in.</summary>
    public static string Neighbourhood(string address)
    {
        if (!IPAddress.TryParse(address, out var parsed))
        {
            return address;
        }

        var bytes = parsed.GetAddressBytes();
        var kept = bytes.Length == 4 ? 3 : 8;
        Array.Clear(bytes, kept, bytes.Length - kept);
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }

    /// <summary><c>192.0.2.1:80</c>, <c>[2001:db8::1]:80</c>, without a port the address alone.</summary>
    public static string Endpoint(string address, int port)
        => port == 0 ? address
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address)}:{port}");
}
