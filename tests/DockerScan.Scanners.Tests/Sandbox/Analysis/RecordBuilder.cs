using System.Text;
using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Sentinel.Events;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis;

/// <summary>Makes the record of a run from what happened in it. Times are seconds since the target's start.</summary>
internal sealed class RecordBuilder
{
    public const ulong DefaultCapabilities = 0xa80425fb;
    private const long Start = 5_000_000;
    private readonly List<SentinelEvent> _network = [new HelloEvent(SentinelSchema.Version, "network") { Ms = Start - 2000 }, new ReadyEvent("capture=packet") { Ms = Start - 1500 }];
    private readonly List<SentinelEvent> _inspect = [new HelloEvent(SentinelSchema.Version, "inspect") { Ms = Start - 900 }, new ReadyEvent("proc") { Ms = Start - 100 }, new GateEvent(GateEvent.Passed, null) { Ms = Start }];
    private readonly List<SandboxChange> _changes = [new("/.init", "added"), new("/root/.aws", "added"), new("/root/.aws/credentials", "added")];
    private readonly List<DroppedExecutable> _executables = [];
    private readonly Dictionary<string, string> _changedTexts = [];
    private readonly Dictionary<string, string> _originalTexts = [];
    private readonly HashSet<string> _image = ["/bin/sh", "/usr/bin/app"];
    private ImageConfiguration _configuration = new() { Command = ["/usr/bin/app"] };
    private SandboxExit? _exit;
    private double _end = 60;
    private double _cpu = 0.02;
    private double _cpuFrom;
    private int _sourcePort = 40000;
    private long _connection;

    public Func<SandboxRecord, SandboxRecord> Finally { get; set; } = record => record;

    public RecordBuilder Configured(ImageConfiguration configuration)
    {
        _configuration = configuration;
        return this;
    }

    public RecordBuilder Process(
        int pid, string executable, string? command = null, int uid = 0, double at = 0, double? end = null, int parent = 1,
        bool isDeleted = false, bool isMemoryOnly = false, int? realUid = null, ulong? capabilities = null)
    {
        InImage(executable);
        ScriptsInImage(command ?? string.Empty);
        _inspect.Add(new ProcessEvent
        {
            Pid = pid,
            ParentPid = pid == 1 ? 0 : parent,
            StartedMs = Ms(at),
            Ms = Ms(at) + 5,
            Executable = executable,
            Command = command ?? executable,
            Uid = uid,
            RealUid = realUid ?? uid,
            Capabilities = capabilities ?? (uid == 0 ? DefaultCapabilities : 0),
            IsDeleted = isDeleted,
            IsMemoryOnly = isMemoryOnly,
            Sha256 = isDeleted || isMemoryOnly ? new string('a', 64) : null,
        });
        if (end is { } gone)
        {
            _inspect.Add(new ExitEvent(pid, Ms(at), 10) { Ms = Ms(gone) });
        }

        return this;
    }

    /// <summary>The same process, after an exec or a change of user.</summary>
    public RecordBuilder Becomes(int pid, double started, double at, string executable, string? command = null, int uid = 0)
    {
        InImage(executable);
        ScriptsInImage(command ?? string.Empty);
        _inspect.Add(new ProcessEvent
        {
            Pid = pid,
            ParentPid = pid == 1 ? 0 : 1,
            StartedMs = Ms(started),
            Ms = Ms(at),
            Executable = executable,
            Command = command ?? executable,
            Uid = uid,
            RealUid = uid,
            Capabilities = uid == 0 ? DefaultCapabilities : 0,
        });
        return this;
    }

    public RecordBuilder Listen(int pid, int port, string address = "0.0.0.0", double at = 1, string protocol = "tcp")
    {
        _inspect.Add(new SocketEvent { Pid = pid, Protocol = protocol, IsListening = true, LocalAddress = address, LocalPort = port, Ms = Ms(at) });
        return this;
    }

    public RecordBuilder Socket(int pid, string remote, int port, int local = 0, double at = 1, string protocol = "tcp", params int[] standard)
    {
        _inspect.Add(new SocketEvent
        {
            Pid = pid, Protocol = protocol, IsListening = false, LocalAddress = remote, LocalPort = local == 0 ? ++_sourcePort : local, RemoteAddress = remote, RemotePort = port,
            StandardFds = standard, Ms = Ms(at),
        });
        return this;
    }

    public RecordBuilder Connect(
        int pid, string address, int port, string? domain = null, string? application = null, string summary = "no bytes", double at = 2,
        string bytes = "", Dictionary<string, string>? details = null, bool isInsideTls = false, bool hasSocket = true)
    {
        var source = ++_sourcePort;
        if (hasSocket)
        {
            Socket(pid, address, port, source, at);
        }

        _network.Add(new ConnectionEvent
        {
            Id = ++_connection, Address = address, Port = port, Domain = domain, SourcePort = source, Application = application, Summary = summary,
            FirstBytes = Convert.ToBase64String(Encoding.Latin1.GetBytes(bytes)), Details = details ?? [], InsideTls = isInsideTls, Ms = Ms(at),
        });
        return Flow("tcp", address, port, 6, at, at + 0.1, syns: 1, domain: domain, sourcePort: source);
    }

    public RecordBuilder Dns(string name, string? answer = "198.18.0.9", double at = 1.5, string type = "A", string server = "10.0.0.2", long count = 1)
    {
        _network.Add(new DnsEvent("udp", server, name, type, answer, count) { Ms = Ms(at) });
        return server == "10.0.0.2" ? Flow("udp", server, 53, 2, at, at, sourcePort: ++_sourcePort) : this;
    }

    public RecordBuilder Flow(
        string protocol, string address, int port, long packets, double from, double to, long syns = 0, long? peak = null, long bytesEach = 60, string? domain = null, int sourcePort = 33333)
    {
        _network.Add(new FlowEvent
        {
            Protocol = protocol, Address = address, Port = port, Packets = packets, Bytes = packets * bytesEach, Syns = syns, Domain = domain, SourcePort = sourcePort,
            PeakPerSecond = peak ?? (long)Math.Ceiling(packets / Math.Max(1, to - from)), FirstMs = Ms(from), LastMs = Ms(to), Ms = Ms(Math.Min(to + 0.5, _end)),
        });
        return this;
    }

    public RecordBuilder Network(SentinelEvent seen, double at)
    {
        _network.Add(seen with { Ms = Ms(at) });
        return this;
    }

    public RecordBuilder Inspect(SentinelEvent seen, double at)
    {
        _inspect.Add(seen with { Ms = Ms(at) });
        return this;
    }

    public RecordBuilder Changed(string path, string kind = "added", string? text = null, string? before = null)
    {
        _changes.Add(new SandboxChange(path, kind));
        if (text is not null)
        {
            _changedTexts[path] = text;
        }

        return before is null ? this : Original(path, before);
    }

    public RecordBuilder Original(string path, string text)
    {
        _originalTexts[path] = text;
        return this;
    }

    public RecordBuilder Executable(string path, AutorunKind kind = AutorunKind.Elf, bool isSetUid = false, string? sameAs = null)
    {
        _executables.Add(new DroppedExecutable(path, new string('b', 64), 12345, kind, isSetUid, sameAs));
        return Changed(path);
    }

    /// <summary>Every executable and what shells and interpreters are given is in the image, but for what lies in temporary folders and what is said not to be.</summary>
    public RecordBuilder NotInImage(string path)
    {
        _image.Remove(path);
        return this;
    }

    private void ScriptsInImage(string command)
    {
        var words = command.Split(' ');
        if (words[0].Split('/')[^1].TrimStart('-') is "sh" or "bash" or "dash" or "python" or "python3" or "perl" or "node" or "ruby" or "php")
        {
            words.Skip(1).ToList().ForEach(InImage);
        }
    }

    private void InImage(string path)
    {
        if (path.StartsWith('/') && !path.StartsWith("/tmp/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal))
        {
            _image.Add(path);
        }
    }

    /// <summary>The processor's use from then on, in cores.</summary>
    public RecordBuilder Cpu(double share, double from = 1)
    {
        (_cpu, _cpuFrom) = (share, from);
        return this;
    }

    public RecordBuilder Exits(int code, double at, bool isOutOfMemory = false, string? error = null)
    {
        (_exit, _end) = (new SandboxExit(code, isOutOfMemory, error), at);
        return this;
    }

    public SandboxRecord Build()
    {
        for (var second = 1; second <= _end; second++)
        {
            var cpu = (long)(1000 * ((Math.Min(second, _cpuFrom) * 0.02) + (Math.Max(0, second - _cpuFrom) * _cpu)));
            _network.Add(new HeartbeatEvent(20_000, 0, 0, -1, 0) { Ms = Ms(second) });
            _inspect.Add(new HeartbeatEvent(15_000, Math.Max(1, cpu), 3, 1L << 33, 0) { Ms = Ms(second) });
        }

        _network.Add(new ByeEvent("stopped") { Ms = Ms(_end) + 300 });
        return Finally(new SandboxRecord
        {
            Resolvers = ["10.0.0.2"],
            WindowSeconds = 60,
            TargetStartMs = Start,
            EndMs = Ms(_end),
            NetworkEvents = Numbered(_network),
            InspectEvents = Numbered(_inspect),
            Exit = _exit,
            WindowEnded = _exit is null,
            Configuration = _configuration,
            Image = _image.Aggregate(new FakeImageContent(), (content, path) => content.File(path, "x")).Index,
            Changes = new SandboxChanges(_changes, _changes.Count),
            Executables = _executables,
            ChangedTexts = _changedTexts,
            OriginalTexts = _originalTexts,
            TokenFiles = new Dictionary<string, string> { ["/root/.aws/credentials"] = "file-aws", ["/root/.ssh/id_rsa"] = "file-ssh", ["/app/.env"] = "file-env" },
            HostName = "web-7f9c",
        });
    }

    private static long Ms(double seconds) => Start + (long)(seconds * 1000);

    private static List<SentinelEvent> Numbered(List<SentinelEvent> events)
        => [.. events.OrderBy(each => each is HelloEvent ? 0 : each is ReadyEvent ? 1 : each is ByeEvent ? 3 : 2).ThenBy(each => each.Ms).Select((each, index) => each with { Seq = index + 1 })];
}
