using System.Net;
using System.Net.Sockets;
using DockerScan.Core;

namespace DockerScan.Webhooks;

/// <summary>Opens connections, and looks at the address at that moment: a name that was looked up earlier may mean something else by now.</summary>
internal static class WebhookConnector
{
    public static async ValueTask<Stream> ConnectAsync(WebhookOptions options, DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = IPAddress.TryParse(endpoint.Host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(endpoint.Host, cancellationToken);
        if (!WebhookHosts.IsListed(options, endpoint.Host, endpoint.Port))
        {
            addresses = [.. addresses.Where(PublicAddress.IsPublic)];
        }

        if (addresses.Length == 0)
        {
            throw new PrivateAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endpoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
