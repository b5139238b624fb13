using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>The loop of the inspect role.</summary>
internal sealed class Inspector : IDisposable
{
    private const int LookMs = 5;

    private readonly IEventSink _sink;
    private readonly Drops _drops;
    private readonly ExecutableHasher _hasher;
    private readonly ProcessWatch _processes;
    private readonly SocketWatch _sockets;
    private readonly MappingWatch _mappings;
    private readonly FileWatch _files;
    private readonly GateKeeper _gate = new();
    private readonly Pace _processPace;
    private readonly Pace _socketPace;
    private readonly Pace _mappingPace;
    private readonly Pace _heartbeatPace;

    public Inspector(IEventSink sink, TimeProvider time)
    {
        _sink = sink;
        _drops = new Drops(sink);
        _hasher = new ExecutableHasher(sink, _drops);
        _processes = new ProcessWatch(sink, _drops, _hasher);
        _sockets = new SocketWatch(sink, _drops);
        _mappings = new MappingWatch(sink, _drops);
        _files = new FileWatch(sink, _drops);
        _processPace = new Pace(0, time);
        _socketPace = new Pace(100, time);
        _mappingPace = new Pace(200, time);
        _heartbeatPace = new Pace(1000, time);
    }

    public void Start(SentinelSpec spec)
    {
        Privileges.Drop(spec.InspectorUid);
        _hasher.Start();
        _files.Start(spec.TokenFiles);
        _processes.Scan();
        _gate.Open();
        _sink.Write(new ReadyEvent($"processes=poll sockets=proc files=inotify uid={spec.InspectorUid}"));
    }

    public void Run(ManualResetEventSlim stop)
    {
        do
        {
            _gate.Poll();
            Look();
        }
        while (!stop.Wait(_gate.IsJustOpened ? 0 : LookMs));

        Look();
        _sockets.Scan(_processes.Alive);
        _drops.Tell();
    }

    public void Dispose()
    {
        _gate.Dispose();
        _hasher.Dispose();
    }

    private void Look()
    {
        if (_processPace.IsDue)
        {
            _processPace.Run(() =>
            {
                if (_processes.Scan())
                {
                    _socketPace.Hurry();
                }
            });
        }

        _files.Scan();
        RunIfDue(_socketPace, () => _sockets.Scan(_processes.Alive));
        RunIfDue(_mappingPace, () => _mappings.Scan(_processes.Alive));
        RunIfDue(_heartbeatPace, Heartbeat);
    }

    private void Heartbeat()
    {
        _sink.Write(new HeartbeatEvent(Resident.KiB(), _processes.CpuMs, _processes.AliveCount, FreeSpace.Bytes(), 0));
        _drops.Tell();
    }

    private static void RunIfDue(Pace pace, Action job)
    {
        if (pace.IsDue)
        {
            pace.Run(job);
        }
    }
}
