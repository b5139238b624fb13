using DockerScan.Core.Findings;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Scanners.Sandbox.Analysis.Rules;
using DockerScan.Scanners.Sandbox.Analysis.Settings;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>One thing to tell from a run. Pure but for what it marks as suspicious in the input.</summary>
internal interface IBehaviorRule
{
    IEnumerable<FindingDraft> Find(BehaviorInput input);
}

/// <summary>What a rule looks at: the record, and the tables made from it once for all rules.</summary>
internal sealed class BehaviorInput
{
    private IReadOnlyList<Flood>? _floods;

    public BehaviorInput(SandboxRecord record, BehaviorSet settings)
    {
        (Record, Settings) = (record, settings);
        EndMs = record.EndMs ?? record.NetworkEvents.Concat(record.InspectEvents).Select(each => each.Ms).DefaultIfEmpty(record.TargetStartMs).Max();
        Processes = new ProcessTable(record.InspectEvents);
        Sockets = new SocketTable(record.InspectEvents, Processes);
        Notices = new NoticeTable(record.InspectEvents, Processes);
        Flows = new FlowTable(record.NetworkEvents);
        Contacts = new ContactTable(this);
        Packages = new PackageWork(this);
        Paths = new ChangedPaths(record);
        Runs = new RunTable(this);
        Linkers = new LinkerWork(this);
    }

    public SandboxRecord Record { get; }

    public BehaviorSet Settings { get; }

    public BehaviorThresholds Limits => Settings.Thresholds;

    public ProcessTable Processes { get; }

    public SocketTable Sockets { get; }

    public NoticeTable Notices { get; }

    public FlowTable Flows { get; }

    public ContactTable Contacts { get; }

    public PackageWork Packages { get; }

    public ChangedPaths Paths { get; }

    public RunTable Runs { get; }

    public LinkerWork Linkers { get; }

    public Suspicion Suspicion { get; } = new();

    /// <summary>Contacts that a finding of another check proves and shows already: to say of them that they were contacts says nothing more.</summary>
    public HashSet<Contact> Told { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>More packets than are ordinary; worked out once, as two rules ask.</summary>
    public IReadOnlyList<Flood> Floods => _floods ??= Rules.Floods.Of(this);

    /// <summary>When the watching ended.</summary>
    public long EndMs { get; }

    public IEnumerable<T> Network<T>()
        where T : SentinelEvent
        => Record.NetworkEvents.OfType<T>();

    public IEnumerable<T> Inspect<T>()
        where T : SentinelEvent
        => Record.InspectEvents.OfType<T>();

    /// <summary>Milliseconds since the target's start.</summary>
    public long Since(long ms) => ms - Record.TargetStartMs;

    /// <summary>For evidence. The first process is older than the command: the gate was it before.</summary>
    public string At(long ms) => EvidenceText.At(Math.Max(0, Since(ms)));

    /// <summary>The process behind a packet: by its ports, else whoever named the place, else by the only owner of such a socket, else the only one that lived.</summary>
    public ProcessInstance? Owner(string protocol, string address, int port, int sourcePort, long ms, bool mayBeRaw = false)
        => Sockets.FindExact(protocol, address, port, sourcePort) ?? Notices.Find(protocol, address, port, ms, mayBeRaw)
            ?? Sockets.Find(protocol, address, port, sourcePort, mayBeRaw) ?? Processes.OnlyAlive(ms);
}
