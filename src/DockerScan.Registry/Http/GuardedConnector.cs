using System.Net;
using System.Net.Sockets;
using DockerScan.Core;

namespace DockerScan.Registry.Http;

/// <summary>Opens connections, and refuses private addresses at that moment: a name that is checked earlier may resolve to something else later.</summary>
internal static class GuardedConnector
{
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endpoint = context.DnsEndPoint;
        var addresses = await ResolveAsync(endpoint, cancellationToken);
        addresses = [.. addresses.Where(PublicAddress.IsPublic)];
        if (addresses.Length == 0)
        {
            throw new EngineException(new ScanFailure(
                FailureKind.RegistryNotAllowed,
                FormattableString.Invariant($"{DisplayText.Clean(endpoint.Host, 100)} has a private address and is refused; an operator can list {DisplayText.Clean(endpoint.Host, 100)}:{endpoint.Port} in Registry:InsecureRegistries")));
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

    private static async Task<IPAddress[]> ResolveAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
        => IPAddress.TryParse(endpoint.Host.Trim('[', ']'), out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(endpoint.Host, cancellationToken);
}
