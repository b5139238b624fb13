using System.Globalization;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Gate.Filter;
using DockerScan.Sentinel.Inspect;
using DockerScan.Sentinel.Inspect.Calls;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel;

/// <summary>The inspect role: the loop that looks at processes, and the threads beside it.</summary>
internal sealed class Inspector : IDisposable
{
    private const int StackSize = 256 * 1024;
    private const int HeartbeatMs = 250;
    private const int BeatsPerSecond = 1000 / HeartbeatMs;
    private const int StopMs = 2000;

    private readonly IEventSink _sink;
    private readonly ManualResetEventSlim _stop;
    private readonly Drops _drops;
    private readonly ExecutableHasher _hasher;
    private readonly ProcessWatch _processes;
    private readonly SlowWatch _slow;
    private readonly StreamWatch _streams;
    private readonly TargetRoot _root = new();
    private readonly FileWatch _files;
    private readonly GateKeeper _gate;
    private readonly GateIdentity _identity;
    private readonly SentinelSpec _spec;
    private readonly Waiter _waiter = new();
    private readonly CallWatch _calls;
    private Thread? _slowThread;
    private Thread? _hashThread;
    private readonly long _beganSeconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
    private volatile bool _isBroken;
    private bool _isTarget;
    private LimitWatch? _limits;
    private OwnTreatment? _treatment;
    private int _beats;
    private int _missed;

    public Inspector(IEventSink sink, ManualResetEventSlim stop, SentinelSpec spec)
    {
        _sink = sink;
        _stop = stop;
        _spec = spec;
        _identity = new GateIdentity(spec.GatePath, spec.GateName);
        _gate = new GateKeeper(sink, spec.GateName, spec.InspectorUid, _identity, Answer);
        _drops = new Drops(sink);
        _hasher = new ExecutableHasher(sink, _drops);
        var teller = new ProcessTeller(sink, _drops, _hasher);
        _processes = new ProcessWatch(teller, _drops, _identity);
        _calls = new CallWatch(sink, teller, _root, _drops, IsNew);
        _streams = new StreamWatch(sink, _drops, teller.TellOwner);
        _slow = new SlowWatch(new SocketWatch(sink, _drops, teller.TellOwner), _streams, new MappingWatch(sink, _drops, path => _root.Find(path) is { } file && IsNew(file)), new UserWatch(sink, spec.InspectorUid), _drops, () => _processes.Targets);
        _files = new FileWatch(sink, _drops, _root);
    }

    public void Start()
    {
        _limits = new LimitWatch(_sink, _spec.MaxOpenFiles);
        _treatment = new OwnTreatment(_sink);
        // As long as this is root: later it may only read.
        var isRemoved = GateFile.Remove(_spec.GatePath);
        Privileges.Drop(_spec.InspectorUid);
        _files.Start(_spec.TokenFiles, TargetEnvironment.SearchPath());
        FirstLook();
        _isTarget = _identity.WasSeen;
        // Threads inherit the privileges of the one that starts them, so not before.
        _hashThread = Background("hash", _hasher.Run);
        _ = _spec.HostOnInput ? Background("host", () => EndWithHost(_spec.MaxSeconds)) : null;
        _slowThread = Background("sockets", () => _slow.Run(_stop));
        // A name that says nothing, for all the threads that there are by now.
        ProcessTitle.Take(ProcessTitle.Any());
        _gate.Open();
        _sink.Write(new ReadyEvent(string.Create(CultureInfo.InvariantCulture, $"processes=poll sockets=proc files=inotify gate={(isRemoved ? "removed" : "left")} uid={_spec.InspectorUid}")));
    }

    /// <summary>Watches until it is told to stop. False when a part broke.</summary>
    public bool Run()
    {
        var nextHeartbeat = Monotonic.Ms;
        while (!_stop.IsSet)
        {
            var started = ThreadTime.Ns;
            _gate.Poll();
            while (_calls.TryTake(out var seen))
            {
                _processes.Take(seen!, Monotonic.Ms);
                _slow.Hurry();
            }

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
                // After a pause one beat is enough: it is the pause that tells.
                nextHeartbeat = Math.Max(nextHeartbeat + HeartbeatMs, Monotonic.Ms);
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

    /// <summary>
    /// Ends whatever is left of the target, once all of it is told. The engine's own signal goes to process 1 alone, and not even there when
    /// its first thread has ended before others. Does not return when it worked.
    /// </summary>
    public void EndTarget() => _ = TargetEnding.TryEndAll(_isTarget);

    public void Dispose()
    {
        _gate.Dispose();
        _files.Dispose();
        _limits?.Dispose();
        _root.Dispose();
        _slow.Dispose();
        _streams.Dispose();
        _calls.Dispose();
        _processes.Dispose();
        _hasher.Dispose();
    }

    // Nothing of the image may have run by now.
    private void FirstLook()
    {
        _processes.Look(Monotonic.Ms);
        if (!Guards.AreOn)
        {
            return;
        }

        if (!_identity.WasSeen)
        {
            _sink.Write(new FailureEvent("gate", "process 1 was not the gate at the first look"));
        }

        if (_processes.Targets is [var early, ..])
        {
            _sink.Write(new FailureEvent("gate", TargetText.Cut($"something ran before the gate was open: {early.Facts.Command}", 200)));
        }
    }

    private void Heartbeat()
    {
        _sink.Write(new HeartbeatEvent(Resident.KiB(), _processes.CpuMs, _processes.Targets.Length, FreeSpace.Bytes(), 0) { Starts = _calls.Starts, UnlinkedBytes = _streams.UnlinkedBytes });
        LookForCheck();
        if (++_beats % BeatsPerSecond == 0)
        {
            _limits?.Look(_processes.Targets);
            if (Guards.AreOn)
            {
                _treatment?.Look();
            }
        }

        _drops.Tell();
    }

    // The gate's child is gone and was never told to start the health check: twice, because it may have been about to.
    private void LookForCheck()
    {
        var isGone = _processes.IsTold && _identity.Child > 1 && _processes.IsGone(_identity.Child);
        _missed = isGone ? _missed + 1 : 0;
        if (_missed == 2)
        {
            _sink.Write(new GateEvent(GateEvent.CheckLost, null));
        }
    }

    // From before the gate opens: a file that changes then or later is the target's own.
    private bool IsNew(int descriptor) => FileIdentity.Of(descriptor) is { } file && IsNew(file);

    private bool IsNew(FileIdentity file) => file.ChangedSeconds >= _beganSeconds;

    // It answers until this program ends: whoever waits for an answer waits for nothing else.
    private void Answer(int listener)
    {
        _processes.IsTold = true;
        _ = Background("calls", () => _calls.Run(listener));
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
