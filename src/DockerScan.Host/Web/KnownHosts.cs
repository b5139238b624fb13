using System.Net;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Web;

/// <summary>
/// The names under which the listener answers: this machine's own, the address that was connected to, and those of the settings. A page
/// of somebody else's whose name is pointed here while a browser has it open (DNS rebinding) comes under its own name, and reads nothing.
/// </summary>
internal sealed class KnownHosts
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { "localhost" };
    private readonly HashSet<IPAddress> _addresses = [];

    public KnownHosts(IOptions<WebOptions> options)
    {
        var web = options.Value;
        if (IPEndPoint.TryParse(web.Listen, out var endpoint))
        {
            _addresses.Add(endpoint.Address);
        }

        foreach (var host in Uri.TryCreate(web.PublicUrl, UriKind.Absolute, out var url) ? web.Hosts.Append(url.Host) : web.Hosts)
        {
            if (IPAddress.TryParse(host, out var address))
            {
                _addresses.Add(address);
            }
            else
            {
                _names.Add(Bare(host));
            }
        }
    }

    /// <summary>Whether a request's host is one of them.</summary>
    /// <param name="host">The Host header's.</param>
    /// <param name="connected">The address of this machine that the request came to.</param>
    public bool Contains(HostString host, IPAddress? connected)
    {
        if (!host.HasValue || host.Host.Length == 0)
        {
            return false;
        }

        return IPAddress.TryParse(host.Host, out var address)
            ? IPAddress.IsLoopback(address) || _addresses.Contains(address) || Plain(address).Equals(connected is null ? null : Plain(connected))
            : _names.Contains(Bare(host.Host));
    }

    // A name's end may be said: "localhost." is the same.
    private static string Bare(string name) => name.EndsWith('.') ? name[..^1] : name;

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
