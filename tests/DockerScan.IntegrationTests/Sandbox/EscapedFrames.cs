using System.Net;
using System.Net.Sockets;

namespace DockerScan.IntegrationTests.Sandbox;

/// <summary>
/// Counts frames on every interface of this machine, bridges included, that go to or come from the addresses that only the
/// samples speak to (documentation ranges of RFC 5737, and the name server that one of them asks).
/// </summary>
public sealed class EscapedFrames : IDisposable
{
    private const int AllProtocols = 0x0300; // ETH_P_ALL in network byte order.
    private const int Ethernet = 14;

    private readonly Socket? _socket;
    private readonly Thread? _thread;
    private volatile bool _isStopping;
    private long _escaped;
    private long _seen;

    public EscapedFrames()
    {
        try
        {
            _socket = new Socket(AddressFamily.Packet, SocketType.Raw, (ProtocolType)AllProtocols) { ReceiveTimeout = 100, ReceiveBufferSize = 8 << 20 };
        }
        catch (SocketException)
        {
            return; // Not allowed here; the tests say so.
        }

        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public bool IsCounting => _socket is not null;

    public long Escaped => Interlocked.Read(ref _escaped);

    /// <summary>The first one, for the failure's message.</summary>
    public string First { get; private set; } = string.Empty;

    /// <summary>All frames, so that a counter that sees nothing is not taken for silence.</summary>
    public long Seen => Interlocked.Read(ref _seen);

    public static void MakeOneFrame()
    {
        using var socket = new UdpClient();
        socket.Send("frame"u8, new IPEndPoint(IPAddress.Loopback, 9));
    }

    public void Dispose()
    {
        _isStopping = true;
        _thread?.Join();
        _socket?.Dispose();
    }

    // Of the last range only what the samples name: a machine's own network may lie in the rest of it.
    private static bool IsSampleAddress(ReadOnlySpan<byte> address)
        => address is [198, 51, 100, _] or [203, 0, 113, <= 64] or [9, 9, 9, 9];

    private void Run()
    {
        var frame = new byte[2048];
        while (!_isStopping)
        {
            int length;
            try
            {
                length = _socket!.Receive(frame);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock or SocketError.NetworkDown)
            {
                continue;
            }

            Interlocked.Increment(ref _seen);
            var isV4 = length >= Ethernet + 20 && frame[12] == 8 && frame[13] == 0;
            if (isV4 && (IsSampleAddress(frame.AsSpan(Ethernet + 12, 4)) || IsSampleAddress(frame.AsSpan(Ethernet + 16, 4))))
            {
                if (Interlocked.Increment(ref _escaped) == 1)
                {
                    First = Convert.ToHexString(frame, 0, Math.Min(length, 80));
                }
            }
        }
    }
}
