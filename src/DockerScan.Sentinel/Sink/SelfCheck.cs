using System.Net;
using System.Net.Sockets;

namespace DockerScan.Sentinel.Sink;

/// <summary>
/// Before the role says that it sees everything, it is its own first caller: a connection and a question to addresses of the
/// documentation networks must arrive as they were meant. Rules that are in place and do nothing would look like a quiet target.
/// </summary>
internal static class SelfCheck
{
    public static readonly IPAddress Target4 = new([192, 0, 2, 1]);
    public static readonly IPAddress Target6 = IPAddress.Parse("2001:db8::1");

    private const int Port = 4_242;
    private const int TimeoutMs = 2000;

    // "a.invalid", type A, class IN.
    private static readonly byte[] Question = [0x5C, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, (byte)'a', 7, .. "invalid"u8, 0, 0, 1, 0, 1];

    /// <summary>True for a connection that is ours.</summary>
    public static bool IsOurs(IPEndPoint meant) => meant.Port == Port && (meant.Address.Equals(Target4) || meant.Address.Equals(Target6));

    /// <summary>Throws when a family does not work.</summary>
    public static void Run(AddressFamily family)
    {
        var target = family == AddressFamily.InterNetwork ? Target4 : Target6;
        Tcp(target);
        Dns(target);
    }

    // The sink greets and closes a connection of ours; anything else that took it would not.
    private static void Tcp(IPAddress target)
    {
        using var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = TimeoutMs, SendTimeout = TimeoutMs };
        var answer = new byte[TcpSink.Greeting.Length];
        try
        {
            socket.Connect(target, Port);
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
