using System.Net;
using System.Net.Sockets;

namespace DockerScan.Registry.Http;

/// <summary>
/// The proxy of this machine: <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c>, <c>ALL_PROXY</c> and <c>NO_PROXY</c>, as .NET reads them. It is the operator's
/// own, so it may have a private address; whatever is asked without it may not.
/// </summary>
internal sealed class OperatorProxy(IWebProxy proxy)
{
    public IWebProxy Proxy => proxy;

    /// <summary>Opens a connection to the proxy, or, where it is not for this address, guarded.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (!IsProxy(context.DnsEndPoint, context.InitialRequestMessage))
        {
            return await GuardedConnector.ConnectAsync(context, cancellationToken);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // Whoever asks a proxy for a tunnel names the proxy itself as what is asked.
    private bool IsProxy(DnsEndPoint endpoint, HttpRequestMessage request)
        => request.RequestUri is { } asked
            && (request.Method == HttpMethod.Connect ? IsAt(asked, endpoint) : !proxy.IsBypassed(asked) && proxy.GetProxy(asked) is { } address && IsAt(address, endpoint));

    private static bool IsAt(Uri address, DnsEndPoint endpoint)
        => address.Port == endpoint.Port && address.IdnHost.Equals(endpoint.Host, StringComparison.OrdinalIgnoreCase);
}
