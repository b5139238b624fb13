using System.Globalization;
using System.Runtime.InteropServices;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Netlink;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Capture;

/// <summary>
/// Captures every frame of the namespace: the only way to see what is sent to where nobody listens. On loopback each frame
/// passes twice, out and in; the way out counts.
/// </summary>
internal sealed unsafe partial class PacketCapture(SentinelSpec spec, IEventSink sink, NameTable names, TokenSearch tokens)
{
    /// <summary>Where the evidence lies in the network container.</summary>
    public const string EvidencePath = "/evidence/capture.pcap";

    private const int AddressFamilyPacket = 17;
    private const int RawSocket = 3;
    private const int CloseOnExec = 0x80000;
    private const int AllProtocols = 0x0300; // ETH_P_ALL in network byte order.
    private const int Outgoing = 4;
    private const int SolPacket = 263;
    private const int Statistics = 6;
    private const int SolSocket = 1;
    private const int ReceiveBufferForce = 33;
    private const int ReceiveTimeout = 20;
    private const int BufferBytes = 4 << 20;
    private const int FrameBytes = 2048;
    private const int TellMs = 1000;
    private const int MaxTokenEvents = 64;

    private readonly FlowTable _flows = new(sink, names);
    private readonly HashSet<(string, string, int)> _tokensTold = [];
    private Thread? _thread;
    private volatile bool _isStopping;
    private int _fd = -1;
    private long _lost;
    private long _pcapTold;

    /// <exception cref="InvalidOperationException">The kernel refused the socket.</exception>
    public void Start()
    {
        _fd = LibC.Socket(AddressFamilyPacket, RawSocket | CloseOnExec, AllProtocols);
        if (_fd < 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"packet socket: error {Marshal.GetLastPInvokeError()}"));
        }

        var size = BufferBytes;
        _ = LibC.SetSockOpt(_fd, SolSocket, ReceiveBufferForce, &size, sizeof(int));
        var timeout = stackalloc long[2] { 0, 200_000 };
        _ = LibC.SetSockOpt(_fd, SolSocket, ReceiveTimeout, timeout, 16);
        _thread = new Thread(Run) { IsBackground = true, Name = "capture" };
        _thread.Start();
    }

    /// <summary>Ends the capture and tells the last state of every flow.</summary>
    public void Stop()
    {
        _isStopping = true;
        _thread?.Join(TimeSpan.FromSeconds(2));
    }

    [LibraryImport("libc", EntryPoint = "recvfrom", SetLastError = true)]
    private static partial nint ReceiveFrom(int fd, byte* buffer, nint length, int flags, byte* address, int* addressLength);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int GetSockOpt(int fd, int level, int name, void* value, int* length);

    private void Run()
    {
        try
        {
            using var evidence = spec.MaxPcapBytes > 0 ? new PcapFile(EvidencePath, spec.MaxPcapBytes) : null;
            Loop(evidence);
        }
        // The boundary of the thread: a capture that ended would look like a quiet target.
        catch (Exception e)
        {
            sink.Write(new FailureEvent("capture", TargetText.Cut($"{e.GetType().Name}: {e.Message}")));
        }
    }

    private void Loop(PcapFile? evidence)
    {
        const int truncated = 0x20; // MSG_TRUNC: the frame's whole length is answered.
        var buffer = stackalloc byte[FrameBytes];
        var address = stackalloc byte[32];
        var next = Monotonic.Ms + TellMs;
        while (!_isStopping)
        {
            var addressLength = 32;
            var length = (int)ReceiveFrom(_fd, buffer, FrameBytes, truncated, address, &addressLength);
            // struct sockaddr_ll: family 2, protocol 2, interface 4, hardware type 2, packet type 1.
            if (length > 0 && address[10] == Outgoing)
            {
                Take(new ReadOnlySpan<byte>(buffer, Math.Min(length, FrameBytes)), length, evidence);
            }

            if (Monotonic.Ms >= next)
            {
                next = Monotonic.Ms + TellMs;
                _flows.Tell();
                TellLosses(evidence);
            }
        }

        _flows.TellAll();
        TellLosses(evidence);
    }

    private void Take(ReadOnlySpan<byte> frame, int length, PcapFile? evidence)
    {
        evidence?.Add(frame, length, TimeProvider.System.GetUtcNow());
        if (Packet.Parse(frame) is not { } packet || !_flows.Add(packet, Monotonic.Ms))
        {
            return;
        }

        // TCP is read by the sink, in order and across packets.
        if (packet.Protocol != Packet.Tcp && tokens.Find(frame[packet.PayloadOffset..]) is { } hit
            && _tokensTold.Count < MaxTokenEvents && _tokensTold.Add((hit.Token, packet.Destination.ToString(), packet.DestinationPort)))
        {
            sink.Write(new TokenEvent(
                hit.Token, packet.ProtocolName, packet.Destination.ToString(), packet.DestinationPort, packet.SourcePort, hit.Encoding));
        }
    }

    private void TellLosses(PcapFile? evidence)
    {
        // struct tpacket_stats: packets, drops; reading clears them.
        var statistics = stackalloc uint[2];
        var length = 8;
        if (GetSockOpt(_fd, SolPacket, Statistics, statistics, &length) == 0 && statistics[1] > 0)
        {
            _lost += statistics[1];
            sink.Write(new DroppedEvent("frames", _lost));
        }

        if (evidence is not null)
        {
            evidence.Flush();
            if (evidence.Dropped != _pcapTold)
            {
                _pcapTold = evidence.Dropped;
                sink.Write(new DroppedEvent("pcap", _pcapTold));
            }
        }
    }
}
