using System.Net;
using System.Net.Sockets;

namespace DockerScan.Scanners.Trivy.Server;

/// <summary>Finds ports. Between this and its use another can take one: whoever uses it looks at whose it is.</summary>
internal class LoopbackPorts
{
    /// <summary>A port of 127.0.0.1 on which nobody listens now.</summary>
    public virtual int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
