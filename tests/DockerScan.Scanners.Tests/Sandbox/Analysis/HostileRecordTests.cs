using System.Globalization;
using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis;

/// <summary>Every text and number in an event is the target's.</summary>
public sealed class HostileRecordTests
{
    private static readonly string[] Texts =
    [
        string.Empty, " ", "/", "//", "a", "-", "\0", "\u202e\u2066", "\ud800", "🙂", new string('A', 1024), "[::1", "::ffff:1.2.3.4", "fe80::1%eth0", "256.1.1.1", "1.2.3.4", "203.0.113.9",
        "/proc/self/exe", "memfd:", "/memfd: (deleted)", " (deleted)", "/etc/passwd", "/tmp/a\nb", "sh", "-c", "xmrig", ".", "..", ".example", "a.", "_._.x", "not base64!", "bWluZQ==",
        "stratum", "http", "metadata", "shell", "tls", "dns", "tcp", "udp", "icmp", "ip-47", "honeytoken", "executable", "frames", "pcap",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Analyze_RandomRecords_NeverThrowsAndStaysBounded(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 150; round++)
        {
            var found = TestBehavior.Analyzer.Analyze(Record(random), TestContext.Current.CancellationToken);

            Assert.All(found.Findings, each => Assert.True(each.Evidence.Length <= 4000 && each.Location.Length <= 300 && each.Title.Length <= 300));
            Assert.All(found.Findings, each => Assert.DoesNotContain(each.Evidence + each.Location + each.Title, text => char.IsControl(text) && text != '\n'));
            Assert.True(found.Contacts.Count <= 200 && found.Listeners.Count <= 200 && found.Processes.Count <= 200);
            Assert.True(found.Timeline.Bars.Count <= 40 && found.Timeline.Marks.Count <= 200);
            Assert.All(found.Timeline.Marks, mark => Assert.InRange(mark.AtMs, 0, found.Timeline.WindowMs));
            Assert.All(found.Timeline.Bars, bar => Assert.InRange(bar.StartMs, 0, found.Timeline.WindowMs));
        }
    }

    [Fact]
    public void Analyze_EverythingAtItsBound_IsDoneInSeconds()
    {
        var record = new RecordBuilder().Process(1, "/bin/sh");
        for (var i = 0; i < 4096; i++)
        {
            var text = i.ToString(CultureInfo.InvariantCulture);
            record.Process(100 + i, "/bin/busybox", $"sh -c {new string('x', 900)} {text}", at: 1 + (i / 100.0), end: 2 + (i / 100.0))
                .Socket(100 + i, $"198.18.{i / 256}.{i % 256}", 80, at: 1 + (i / 100.0))
                .Flow("tcp", $"203.0.{i / 256}.{i % 256}", i % 1000, 3, 1, 40, syns: 1);
        }

        for (var i = 0; i < 10_000; i++)
        {
            record.Dns($"n{i}.d{i % 500}.example", at: 1 + (i / 250.0));
        }

        for (var i = 0; i < 5_000; i++)
        {
            record.Connect(100 + (i % 4096), $"198.18.{i % 4096 / 256}.{i % 256}", 80, null, "http", "GET /", 1 + (i / 100.0), hasSocket: false);
        }

        var made = record.Build();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var found = TestBehavior.Analyzer.Analyze(made, TestContext.Current.CancellationToken);

        // Some four seconds of work; the rest is for a machine that is busy with other tests.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"took {watch.Elapsed}");
        Assert.Equal(200, found.Contacts.Count);
    }

    [Fact]
    public void Analyze_Cancelled_Throws()
        => Assert.ThrowsAny<OperationCanceledException>(() => TestBehavior.Analyzer.Analyze(new RecordBuilder().Build(), new CancellationToken(canceled: true)));

    private static SandboxRecord Record(Random random)
        => new()
        {
            WindowSeconds = random.Next(-1, 100),
            TargetStartMs = Ms(random),
            EndMs = random.Next(2) == 0 ? null : Ms(random),
            NetworkEvents = Events(random),
            InspectEvents = Events(random),
            Exit = random.Next(3) == 0 ? null : new SandboxExit(random.Next(-5, 300), random.Next(5) == 0, random.Next(5) == 0 ? Text(random) : null),
            WindowEnded = random.Next(2) == 0,
            KilledFor = random.Next(5) == 0 ? Text(random) : null,
            Configuration = new ImageConfiguration { Entrypoint = [Text(random)], Command = [Text(random)], ExposedPorts = [Text(random), "80-90/tcp", "99999", "9-1"], User = Text(random), Volumes = [Text(random)] },
            Changes = random.Next(5) == 0 ? null : new SandboxChanges([.. Many(random, () => new SandboxChange(Text(random), random.Next(2) == 0 ? "added" : "deleted"))], 5),
            Executables = [.. Many(random, () => new DroppedExecutable(Text(random), null, -1, (AutorunKind)random.Next(4), random.Next(2) == 0))],
            ChangedTexts = new Dictionary<string, string> { ["/etc/passwd"] = Text(random) + ":" + Text(random) + ":0", ["/etc/shadow"] = "root:" + Text(random) },
            TokenFiles = new Dictionary<string, string> { ["/x"] = Text(random) },
            LogTail = [Text(random), "gate: cannot start " + Text(random)],
            Failures = [Text(random)],
            HostName = Text(random),
        };

    private static List<SentinelEvent> Events(Random random) => [.. Many(random, () => Event(random) with { Seq = random.Next(0, 50), Ms = Ms(random) })];

    private static SentinelEvent Event(Random random) => random.Next(13) switch
    {
        0 => new HelloEvent(random.Next(3), Text(random)),
        1 => new ReadyEvent(Text(random)),
        2 => new HeartbeatEvent(Ms(random), Ms(random), random.Next(), Ms(random), random.Next()),
        3 => new DroppedEvent(Text(random), Ms(random)),
        4 => new FailureEvent(Text(random), Text(random)),
        5 => new DnsEvent(Text(random), Text(random), Text(random), Text(random), random.Next(2) == 0 ? null : Text(random), Ms(random)),
        6 => new ConnectionEvent
        {
            Id = 1, Address = Text(random), Port = Port(random), Domain = random.Next(2) == 0 ? null : Text(random), SourcePort = Port(random), Application = random.Next(2) == 0 ? null : Text(random),
            Summary = Text(random), FirstBytes = Text(random), Details = new() { ["path"] = Text(random), ["wallet"] = Text(random), ["sni"] = Text(random) },
        },
        7 => new FlowEvent
        {
            Protocol = Text(random), Address = Text(random), Port = Port(random), Domain = random.Next(2) == 0 ? null : Text(random), Packets = Ms(random), Bytes = Ms(random), Syns = Ms(random),
            PeakPerSecond = Ms(random), FirstMs = Ms(random), LastMs = Ms(random), SourcePort = Port(random),
        },
        8 => new TokenEvent(Text(random), Text(random), Text(random), Port(random), Port(random), Text(random)),
        9 => new ProcessEvent
        {
            Pid = random.Next(-1, 6), ParentPid = random.Next(-1, 6), StartedMs = random.Next(3), Executable = random.Next(3) == 0 ? null : Text(random), Command = Text(random), Uid = random.Next(-1, 2),
            RealUid = random.Next(-1, 2), IsDeleted = random.Next(2) == 0, IsMemoryOnly = random.Next(2) == 0,
        },
        10 => new SocketEvent
        {
            Pid = random.Next(-1, 6), Protocol = Text(random), IsListening = random.Next(2) == 0, LocalAddress = Text(random), LocalPort = Port(random), RemoteAddress = random.Next(2) == 0 ? null : Text(random),
            RemotePort = Port(random), StandardFds = [.. Many(random, () => random.Next(-1, 3))],
        },
        11 => new MappingEvent(random.Next(6), Text(random), random.Next(2) == 0),
        _ => new OpenedEvent(Text(random), Text(random), random.Next(2) == 0 ? null : Text(random)),
    };

    private static IEnumerable<T> Many<T>(Random random, Func<T> make) => Enumerable.Range(0, random.Next(12)).Select(_ => make());

    private static string Text(Random random) => Texts[random.Next(Texts.Length)];

    private static int Port(Random random) => random.Next(4) switch { 0 => -1, 1 => 0, 2 => 80, _ => random.Next(0, 70_000) };

    private static long Ms(Random random) => random.Next(5) switch { 0 => long.MinValue / 4, 1 => long.MaxValue / 4, 2 => 0, _ => random.Next(0, 100_000) };
}
