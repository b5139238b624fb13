using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Hashing;
using DockerScan.Sentinel.Metadata;
using DockerScan.Sentinel.Netlink;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Packets;
using DockerScan.Sentinel.Sink;
using DockerScan.Sentinel.Sink.Tls;
using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel.Tests.Sink;

/// <summary>The sink behind an ordinary listener: without a redirect, the address that was meant is the listener's own.</summary>
public sealed class TcpSinkTests : IDisposable
{
    private const string Token = "AKIAQWERTYUIOP123456";
    private readonly ListSink _events = new();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
    private readonly TcpSink _sink;
    private readonly Thread _thread;

    public TcpSinkTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        var spec = new SentinelSpec { Tokens = new() { ["t"] = Token } };
        var names = new NameTable();
        var drops = new Drops(_events);
        var addresses = new SyntheticAddresses(names, new SaltedHash("s"));
        var scanner = new TokenScanner(spec, new TokenSearch(spec));
        var dns = new DnsResponder(_events, new DnsZone(names, addresses, new SaltedHash("s"), "h"), scanner, drops);
        var chooser = new DialogueChooser(new MetadataService(spec, new SaltedHash("s"), TimeProvider.System), dns);
        _sink = new TcpSink(
            new SinkSockets(0, 0, (int)_listener.Handle, -1, null, null), chooser, new ConnectionReporter(_events, names, new ConnectionLedger(drops)),
            scanner, addresses, new AnswerCredit(), new SelfCheck(new SaltedHash("s")), drops, new TlsEnd(drops, TimeProvider.System), TimeProvider.System);
        _sink.Ready();
        _thread = new Thread(_sink.Run) { IsBackground = true };
        _thread.Start();
    }

    public void Dispose()
    {
        End();
        _listener.Dispose();
    }

    [Fact]
    public void Run_HttpCaller_IsAnsweredAndTold()
    {
        using var client = Connect();
        client.Send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n"u8);

        Assert.StartsWith("HTTP/1.1 200 OK", Receive(client), StringComparison.Ordinal);
        End();
        var told = Assert.Single(_events.Of<ConnectionEvent>());
        Assert.Equal(("http", "127.0.0.1", ((IPEndPoint)client.LocalEndPoint!).Port), (told.Application, told.Address, told.SourcePort));
        Assert.StartsWith("GET /a", Encoding.ASCII.GetString(Convert.FromBase64String(told.FirstBytes)), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Prompt_IsOfferedACommand()
    {
        using var client = Connect();
        client.Send("sh-5.2$ "u8);

        Assert.Equal("id\n", Receive(client));
        End();
        Assert.Equal("shell", Assert.Single(_events.Of<ConnectionEvent>()).Application);
    }

    [Fact]
    public void Run_LoginBehindKilobytesOfTheSameLine_IsTold()
    {
        using var client = Connect();
        client.Send(Encoding.ASCII.GetBytes("{\"id\":1,\"x\":\"" + new string('a', 5000) + "\",\"method\":\"login\",\"params\":{\"login\":\"48wallet\",\"pass\":\"x\"}}\n"));
        client.Send("{\"id\":2,\"method\":\"getjob\"}\n"u8);
        Receive(client);

        End();
        Assert.Contains(_events.Of<ConnectionEvent>(), each => each.Application == "stratum" && each.Details["wallet"] == "48wallet");
    }

    // A thief's first write may be longer than what is kept of it.
    [Fact]
    public void Run_RequestThatIsLongerThanTheHead_IsAnswered()
    {
        using var client = Connect();
        client.Send([.. "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 8000\r\n\r\n"u8, .. new byte[8000]]);

        Assert.StartsWith("HTTP/1.1 200", Receive(client), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_LoginInTheBodyOfARequest_IsARequest()
    {
        using var client = Connect();
        client.Send("POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 70\r\n\r\n\n{\"method\":\"login\",\"params\":{\"login\":\"bob\",\"pass\":\"x\",\"y\":\"00000000\"}}\n"u8);
        Receive(client);

        End();
        Assert.Equal("http", Assert.Single(_events.Of<ConnectionEvent>()).Application);
    }

    [Fact]
    public void Run_SilentCaller_IsToldWithoutAProtocol()
    {
        using var client = Connect();
        // A second one that is answered: by then the first one is taken.
        using var other = Connect();
        other.Send("PING\r\n"u8);
        Receive(other);

        End();
        Assert.Contains(_events.Of<ConnectionEvent>(), each => each.Application is null && each.SourcePort == ((IPEndPoint)client.LocalEndPoint!).Port);
    }

    [Fact]
    public void Run_TokenInTwoParts_IsFoundOnce()
    {
        using var client = Connect();
        client.NoDelay = true;
        client.Send("POST / HTTP/1.1\r\nContent-Length: 40\r\n\r\n"u8);
        client.Send(Encoding.ASCII.GetBytes(Token[..7]));
        client.Send(Encoding.ASCII.GetBytes(Token[7..]));
        client.Send(Encoding.ASCII.GetBytes(Token));

        Assert.StartsWith("HTTP/1.1 200", Receive(client), StringComparison.Ordinal);
        End();
        Assert.Equal("t", Assert.Single(_events.Of<TokenEvent>()).Token);
    }

    [Fact]
    public void Run_MoreThanTheBound_ClosesTheQuietOnes()
    {
        var clients = Enumerable.Range(0, TcpSink.MaxOpen + 20).Select(_ => Connect()).ToList();
        clients[^1].Send("GET / HTTP/1.1\r\n\r\n"u8);

        Assert.StartsWith("HTTP", Receive(clients[^1]), StringComparison.Ordinal);
        Assert.Equal(0, clients[0].Receive(new byte[8]));
        clients.ForEach(c => c.Dispose());
    }

    [Fact]
    public async Task Run_TlsCallerThatChecksNothing_IsHeardInside()
    {
        using (var client = Connect())
#pragma warning disable CA5359 // A caller that checks no certificate is what is tested.
        await using (var tls = new SslStream(new NetworkStream(client), false, (_, _, _, _) => true))
#pragma warning restore CA5359
        {
            await tls.AuthenticateAsClientAsync("pool.example.com");
            await tls.WriteAsync(Encoding.ASCII.GetBytes($"GET /{Token} HTTP/1.1\r\n\r\n"), TestContext.Current.CancellationToken);
            var buffer = new byte[100];
            var got = await tls.ReadAsync(buffer, TestContext.Current.CancellationToken);
            Assert.StartsWith("HTTP/1.1 200", Encoding.ASCII.GetString(buffer, 0, got), StringComparison.Ordinal);
        }

        End();
        var told = _events.Of<ConnectionEvent>();
        Assert.Equal([false, true], told.Select(e => e.InsideTls));
        Assert.Equal(("http", told[0].SourcePort), (told[1].Application, told[1].SourcePort));
        Assert.Single(_events.Of<TokenEvent>());
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 10_000 };
        socket.Connect(_listener.LocalEndPoint!);
        return socket;
    }

    private static string Receive(Socket socket)
    {
        var buffer = new byte[4096];
        return Encoding.Latin1.GetString(buffer, 0, socket.Receive(buffer));
    }

    private void End()
    {
        _sink.Stop();
        _thread.Join();
    }
}
