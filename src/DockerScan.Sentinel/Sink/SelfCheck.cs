using System.Net;
using System.Net.Sockets;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Hashing;

namespace DockerScan.Sentinel.Sink;

/// <summary>
/// Before the role says that it sees everything, it is its own first caller: a connection and a question to addresses of this run must
/// arrive as they were meant. Rules that are in place and do nothing would look like a quiet target. Nothing of it stays in the kernel's tables.
/// </summary>
internal sealed class SelfCheck
{
    private const int TimeoutMs = 2000;

    // "a.invalid", type A, class IN.
    private static readonly byte[] Question = [0x5C, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, (byte)'a', 7, .. "invalid"u8, 0, 0, 1, 0, 1];

    private readonly IPAddress _target4;
    private readonly IPAddress _target6;
    private readonly int _port;

    public SelfCheck(SaltedHash salt)
    {
        // A table of its own: these addresses stand for no name.
        var addresses = new SyntheticAddresses(new NameTable(2), salt);
        (_target4, _target6) = (addresses.For("self-check", ipv6: false), addresses.For("self-check", ipv6: true));
        _port = 1024 + (int)(salt.Of("self-check") % 40_000);
    }

    /// <summary>True for a connection that is ours.</summary>
    public bool IsOurs(IPEndPoint meant) => meant.Port == _port && (meant.Address.Equals(_target4) || meant.Address.Equals(_target6));

    /// <summary>Throws when a family does not work.</summary>
    public void Run(AddressFamily family)
    {
        var target = family == AddressFamily.InterNetwork ? _target4 : _target6;
        Tcp(target);
        Dns(target);
    }

    // The sink greets a connection of ours; anything else that took it would not.
    private void Tcp(IPAddress target)
    {
        using var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = TimeoutMs, SendTimeout = TimeoutMs };
        // Closed by a reset: neither end waits in the tables, where the target could read it.
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        var answer = new byte[TcpSink.Greeting.Length];
        try
        {
            socket.Connect(target, _port);
            if (socket.Receive(answer) != answer.Length || !answer.AsSpan().SequenceEqual(TcpSink.Greeting))
            {
                throw new InvalidOperationException($"a connection to {target} was not answered by the sink");
            }
        }
        catch (SocketException e)
        {
            throw new InvalidOperationException($"a connection to {target} did not reach the sink: {e.SocketErrorCode}", e);
        }
    }

    private static void Dns(IPAddress target)
    {
        using var socket = new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = TimeoutMs };
        var answer = new byte[512];
        try
        {
            // Connected: only an answer from the server that was asked is received.
            socket.Connect(target, 53);
            socket.Send(Question);
            if (socket.Receive(answer) <= Question.Length || answer[0] != Question[0] || answer[7] != 1)
            {
                throw new InvalidOperationException($"a DNS question to {target} was not answered");
            }
        }
        catch (SocketException e)
        {
            throw new InvalidOperationException($"a DNS question to {target} had no answer: {e.SocketErrorCode}", e);
        }
    }
}
