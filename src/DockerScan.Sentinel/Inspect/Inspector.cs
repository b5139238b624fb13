using System.Globalization;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>The inspect role: the loop that looks at processes, and the threads beside it.</summary>
internal sealed class Inspector : IDisposable
{
    private const int StackSize = 256 * 1024;
    private const int HeartbeatMs = 1000;
    private const int StopMs = 2000;

    private readonly IEventSink _sink;
    private readonly ManualResetEventSlim _stop;
    private readonly Drops _drops;
    private readonly ExecutableHasher _hasher;
    private readonly ProcessWatch _processes;
    private readonly SlowWatch _slow;
    private readonly TargetRoot _root = new();
    private readonly FileWatch _files;
    private readonly GateKeeper _gate = new();
    private readonly Waiter _waiter = new();
    private Thread? _slowThread;
    private Thread? _hashThread;
    private volatile bool _isBroken;
    private bool _isTarget;
    private LimitWatch? _limits;

    public Inspector(IEventSink sink, ManualResetEventSlim stop)
    {
        _sink = sink;
        _stop = stop;
        _drops = new Drops(sink);
        _hasher = new ExecutableHasher(sink, _drops);
        _processes = new ProcessWatch(new ProcessTeller(sink, _drops, _hasher), _drops);
        _slow = new SlowWatch(new SocketWatch(sink, _drops), new MappingWatch(sink, _drops), () => _processes.Targets);
        _files = new FileWatch(sink, _drops, _root);
    }

    public void Start(SentinelSpec spec)
    {
        _isTarget = IsGate();
        _limits = new LimitWatch(_sink, spec.MaxOpenFiles);
        Privileges.Drop(spec.InspectorUid);
        _files.Start(spec.TokenFiles, TargetEnvironment.SearchPath());
        _processes.Look(Monotonic.Ms);
        // Threads inherit the privileges of the one that starts them, so not before.
        _hashThread = Background("hash", _hasher.Run);
        _ = spec.HostOnInput ? Background("host", () => EndWithHost(spec.MaxSeconds)) : null;
        _slowThread = Background("sockets", () => _slow.Run(_stop));
        _gate.Open();
        _sink.Write(new ReadyEvent(string.Create(CultureInfo.InvariantCulture, $"processes=poll sockets=proc files=inotify uid={spec.InspectorUid}")));
    }

    /// <summary>Watches until it is told to stop. False when a part broke.</summary>
    public bool Run()
    {
        var nextHeartbeat = Monotonic.Ms + HeartbeatMs;
        while (!_stop.IsSet)
        {
            var started = ThreadTime.Ns;
            _gate.Poll();
            if (_files.Scan())
            {
                _processes.Alert(Monotonic.Ms);
            }

            if (_processes.Look(Monotonic.Ms))
            {
                _slow.Hurry();
            }

            if (Monotonic.Ms >= nextHeartbeat)
            {
                nextHeartbeat += HeartbeatMs;
                Heartbeat();
            }

            if (!_gate.IsJustOpened)
            {
                _waiter.Wait(ThreadTime.Ns - started, _processes.IsHot, _files.Descriptor, _gate.Descriptor);
            }
        }

        _ = _slowThread!.Join(StopMs);
        _processes.Look(Monotonic.Ms);
        _limits?.Look(_processes.Targets);
        _hasher.Finish();
        _ = _hashThread!.Join(StopMs);
        _drops.Tell();
        return !_isBroken;
    }

    public void Dispose()
    {
        _gate.Dispose();
        _files.Dispose();
        _root.Dispose();
        _slow.Dispose();
        _processes.Dispose();
        _hasher.Dispose();
    }

    private void Heartbeat()
    {
        _sink.Write(new HeartbeatEvent(Resident.KiB(), _processes.CpuMs, _processes.Targets.Length, FreeSpace.Bytes(), 0));
        _limits?.Look(_processes.Targets);
        _drops.Tell();
    }

    private static bool IsGate()
    {
        Span<byte> path = stackalloc byte[64];
        var count = ProcFile.ReadLink(1, "exe"u8, path);
        return count > 0 && path[..count].SequenceEqual("/.init"u8);
    }

    // Nobody bounds the target any more, and nobody would see what it does.
    private void EndWithHost(int maxSeconds)
    {
        var why = HostWatch.Wait(maxSeconds);
        if (!TargetEnding.TryEndAll(_isTarget))
        {
            _sink.Write(new FailureEvent("host", $"{why}, and the target could not be ended"));
            _stop.Set();
        }
    }

    private Thread Background(string part, Action run)
    {
        var thread = new Thread(() => Guard(part, run), StackSize) { IsBackground = true, Name = part };
        thread.Start();
        return thread;
    }

    // The boundary of a thread: an exception that escaped would end the process without a word.
    private void Guard(string part, Action run)
    {
        try
        {
            run();
        }
        catch (Exception e)
        {
            _isBroken = true;
            _sink.Write(new FailureEvent(part, TargetText.Cut($"{e.GetType().Name}: {e.Message}")));
            _stop.Set();
        }
    }
}
