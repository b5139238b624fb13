using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Netlink;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Packets;
using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel.Capture;

/// <summary>
/// Captures what the namespace sends: the only way to see what goes to where nobody listens, and packets of raw sockets.
/// </summary>
internal sealed class PacketCapture(SentinelSpec spec, IEventSink sink, NameTable names, TokenSearch tokens, AnswerCredit credit, Drops drops)
{
    private const int StackBytes = 256 * 1024;
    private const uint WholeFrame = 0x40000;
    private const int WaitMs = 60;
    // Over PacketRing's 40 ms, after which the kernel hands over a block that is not full.
    private const int HandedOverMs = 50;
    private const int TickMs = 250;
    private const int LossesMs = 1000;
    private const int DrainMs = 500;
    private const int FramesPerTurn = 4096;

    // TCP is read by the sink, in order and across packets. Without a sink its packets are looked at here.
    private readonly bool _hasSink = string.Equals(spec.Mode, "sinkhole", StringComparison.Ordinal);
    // A target that reaches the world sends there through another interface; what passes loopback is its own business.
    private readonly OpenTraffic? _open = string.Equals(spec.Mode, "open", StringComparison.Ordinal) ? new OpenTraffic(sink, names, drops) : null;
    private readonly FlowTable _flows = new(
        sink, names, spec.Mode == "sinkhole" ? [NetAddress.Of(Loopback.Own4), NetAddress.Of(Loopback.Own6)] : [], credit, isSealed: spec.Mode == "sinkhole");
    private readonly TokenWatch _tokens = new(sink, tokens);
    private readonly ConnectionBook _connections = new();
    private readonly FragmentTable _fragments = new();
    private PacketRing? _ring;
    private Thread? _thread;
    private volatile bool _isStopping;
    private long _stoppedMs;
    private long _lost;
    private long _lostBefore;
    private long _lostTold;
    private long _overflowsTold;
    private long _pcapTold;
    private long _clockOffset;
    private long _nextTick;
    private long _nextLosses;

    /// <summary>From the return on every frame is seen.</summary>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public void Start()
    {
        _ring = new PacketRing(PacketFilter.Program(_hasSink ? PcapFile.SnapLength : WholeFrame, withLoopback: _open is null));
        SetClock();
        _lostBefore = KernelCounters.LoopbackDrops(File.ReadAllText("/proc/net/dev"));
        _thread = new Thread(Run, StackBytes) { IsBackground = true, Name = "capture" };
        _thread.Start();
    }

    /// <summary>Ends the capture and tells the last state of every flow.</summary>
    public void Stop()
    {
        _stoppedMs = Monotonic.Ms;
        _isStopping = true;
        if (_thread?.Join(TimeSpan.FromSeconds(2)) == false)
        {
            sink.Write(new FailureEvent("capture", "it did not end in time"));
            return;
        }

        _ring?.Close();
    }

    private void Run()
    {
        try
        {
            using var evidence = Evidence();
            Loop(_ring!, evidence);
        }
        // The boundary of the thread: a capture that ended would look like a quiet target.
        catch (Exception e)
        {
            sink.Write(new FailureEvent("capture", TargetText.Cut($"{e.GetType().Name}: {e.Message}")));
        }
    }

    private PcapFile? Evidence()
    {
        try
        {
            return spec.MaxPcapBytes > 0 ? new PcapFile(SentinelSchema.CapturePath, spec.MaxPcapBytes) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Evidence is missing then; what happens is seen all the same.
            sink.Write(new DroppedEvent("pcap", 1));
            return null;
        }
    }

    private void Loop(PacketRing ring, PcapFile? evidence)
    {
        while (!_isStopping)
        {
            ring.Wait(WaitMs);
            Read(ring, evidence);
        }

        // What was sent before the stop is still on its way through the ring.
        while (Monotonic.Ms < _stoppedMs + DrainMs)
        {
            var left = _stoppedMs + HandedOverMs - Monotonic.Ms;
            if (!ring.Wait((int)Math.Max(1, left)) && left <= 0)
            {
                break;
            }

            Read(ring, evidence);
        }

        _open?.Tick(long.MaxValue);
        _flows.TellAll(Monotonic.Ms);
        TellLosses(ring, evidence);
    }

    private void Read(PacketRing ring, PcapFile? evidence)
    {
        for (var i = 0; i < FramesPerTurn && ring.TryRead(out var frame); i++)
        {
            Take(frame, evidence);
        }

        var now = Monotonic.Ms;
        if (now < _nextTick)
        {
            return;
        }

        _nextTick = now + TickMs;
        SetClock();
        _open?.Tick(now);
        _flows.Tell(now);
        evidence?.Flush();
        if (now >= _nextLosses)
        {
            _nextLosses = now + LossesMs;
            TellLosses(ring, evidence);
        }
    }

    private void Take(in RingFrame frame, PcapFile? evidence)
    {
        if (!frame.IsEthernet || FrameParser.Parse(frame.Bytes) is not { } parsed)
        {
            // On a real interface the kernel itself sends such: it asks for the neighbours' addresses.
            var other = _open is null && frame.IsSent ? _flows.AddFrame(frame.Length, OnClock(frame)) : null;
            evidence?.Add(frame.Bytes, frame.Length, frame.Seconds, frame.Nanoseconds, other);
            return;
        }

        if (!frame.IsSent)
        {
            credit.Came(parsed);
            _open?.Came(parsed, frame.Bytes.Slice(parsed.PayloadOffset, parsed.PayloadLength));
            evidence?.Add(frame.Bytes, frame.Length, frame.Seconds, frame.Nanoseconds, _flows.Find(parsed));
            return;
        }

        var packet = _fragments.WithPorts(parsed);
        var flow = _flows.Add(packet, OnClock(frame), out var isAnswer);
        evidence?.Add(frame.Bytes, frame.Length, frame.Seconds, frame.Nanoseconds, flow);
        if (flow is not null && !isAnswer)
        {
            _open?.Sent(packet, frame.Bytes.Slice(packet.PayloadOffset, packet.PayloadLength), Monotonic.Ms);
        }

        if (flow is not null && !isAnswer && (!_hasSink || packet.Protocol != Packet.Tcp || _connections.IsForeign(packet)))
        {
            _tokens.Look(flow, packet, frame.Bytes.Slice(packet.PayloadOffset, packet.PayloadLength));
        }
    }

    /// <summary>The frame's own time on the clock of the events: the ring is read a little late, and under a flood more so.</summary>
    private long OnClock(in RingFrame frame) => (frame.Seconds * 1000L) + (frame.Nanoseconds / 1_000_000) + _clockOffset;

    // Anew at each tick, because the wall clock may be set.
    private void SetClock() => _clockOffset = Monotonic.Ms - TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private void TellLosses(PacketRing ring, PcapFile? evidence)
    {
        _lost += ring.TakeLost();
        Tell("frames", _lost + Math.Max(0, KernelCounters.LoopbackDrops(File.ReadAllText("/proc/net/dev")) - _lostBefore), ref _lostTold);
        if (_hasSink)
        {
            // The SYN was seen and is a flow; what the connection would have said was not heard.
            Tell("accepts", KernelCounters.ListenOverflows(File.ReadAllText("/proc/net/netstat")), ref _overflowsTold);
        }

        if (evidence is not null && evidence.Dropped != _pcapTold)
        {
            _pcapTold = evidence.Dropped;
            sink.Write(new DroppedEvent("pcap", _pcapTold));
        }
    }

    private void Tell(string what, long count, ref long told)
    {
        if (count > told)
        {
            told = count;
            sink.Write(new DroppedEvent(what, count));
        }
    }
}
