using System.Net;
using System.Net.Sockets;

namespace DockerScan.Docker.Tests.Sandbox;

/// <summary>Stands between the client and the engine's socket, and can break off.</summary>
internal sealed class BreakableProxy : IAsyncDisposable
{
    private readonly string _socket;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _broken = new();
    private readonly Task _accepting;

    public BreakableProxy(string socket)
    {
        _socket = socket;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Host => $"tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async Task BreakAsync()
    {
        await _broken.CancelAsync();
        _listener.Stop();
    }

    public async ValueTask DisposeAsync()
    {
        await BreakAsync();
        await _accepting;
        _broken.Dispose();
    }

    private static async Task CopyAsync(Socket from, Socket to, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 << 10];
        while (await from.ReceiveAsync(buffer, cancellationToken) is > 0 and var count)
        {
            await to.SendAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(ForwardAsync(await _listener.AcceptSocketAsync(_broken.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Broken off; a listener that was stopped between two accepts refuses the next one as "not listening" (an InvalidOperationException, as ObjectDisposedException is).
            await Task.WhenAll(connections);
        }
    }

    private async Task ForwardAsync(Socket client)
    {
        using var here = client;
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await engine.ConnectAsync(new UnixDomainSocketEndPoint(_socket), _broken.Token);
            await Task.WhenAll(CopyAsync(here, engine, _broken.Token), CopyAsync(engine, here, _broken.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // Both sides are closed.
        }
    }
}
