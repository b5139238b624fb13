using System.Net.Security;
using System.Net.Sockets;

namespace DockerScan.Sentinel.Sink.Tls;

/// <summary>Carries what lies under TLS to the sink, and the sink's answers back.</summary>
internal static class TlsPump
{
    private const int Buffer = 4096;

    /// <summary>Ends when one direction does. The caller then closes both sockets, and with them the other direction.</summary>
    public static async Task RunAsync(SslStream tls, Socket sink)
    {
        using var stop = new CancellationTokenSource();
        var down = Task.Run(() => DownAsync(tls, sink, stop.Token), CancellationToken.None);
        var up = Task.Run(() => UpAsync(tls, sink, stop.Token), CancellationToken.None);
        await Task.WhenAny(down, up);
        await stop.CancelAsync();
        await Task.WhenAll(down, up);
    }

    private static async Task DownAsync(SslStream tls, Socket sink, CancellationToken cancellationToken)
    {
        var buffer = new byte[Buffer];
        while (await tls.ReadAsync(buffer, cancellationToken) is var got and > 0)
        {
            for (var sent = 0; sent < got;)
            {
                sent += await sink.SendAsync(buffer.AsMemory(sent, got - sent), cancellationToken);
            }
        }
    }

    private static async Task UpAsync(SslStream tls, Socket sink, CancellationToken cancellationToken)
    {
        var buffer = new byte[Buffer];
        while (await sink.ReceiveAsync(buffer, cancellationToken) is var got and > 0)
        {
            await tls.WriteAsync(buffer.AsMemory(0, got), cancellationToken);
        }
    }
}
