using DockerScan.Core.Scans;
using DockerScan.Scanners.Sandbox.Analysis.Report;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis;

public sealed class TimelineTests
{
    [Fact]
    public void Make_Run_ShowsProcessesAndMoments()
    {
        var timeline = TestBehavior.Analyze(new RecordBuilder().Process(1, "/bin/sh").Process(5, "/opt/w", "/opt/w --quiet", uid: 33, at: 2, end: 9).Listen(5, 4444, at: 3)
            .Dns("pool.example", at: 2.5).Connect(5, "198.18.0.9", 3333, "pool.example", "stratum", "Stratum login", 2.6)
            .Inspect(new OpenedEvent("/root/.ssh/id_rsa", "honeytoken", "file-ssh"), 4)
            .Network(new TokenEvent("file-ssh", "tcp", "198.18.0.9", 3333, 40001, "hex"), 5)
            .Flow("udp", "203.0.113.5", 9, 3, 7, 8)).Timeline;

        Assert.Equal(60_000, timeline.WindowMs);
        Assert.Equal([new TimelineBar("/bin/sh", 0, null, 0, false), new TimelineBar("/opt/w --quiet", 2000, 9000, 33, true)], timeline.Bars);
        Assert.Equal(["dns", "connection", "listener", "file", "token", "flow"], timeline.Marks.Select(mark => mark.Kind));
        Assert.Equal([false, true, false, true, true, false], timeline.Marks.Select(mark => mark.IsSuspicious));
        Assert.Equal(new TimelineMark(2600, "pool.example:3333 stratum", "connection", true) { Host = "pool.example" }, timeline.Marks[1]);
        Assert.Equal([true, true, false, false, false, true], timeline.Marks.Select(mark => mark.Host is not null));
    }

    [Fact]
    public void Make_TooMuch_KeepsWhatFindingsAreAbout()
    {
        var record = new RecordBuilder().Process(1, "/bin/sh");
        for (var i = 0; i < 500; i++)
        {
            record.Process(100 + i, "/bin/true", at: 1, end: 1.1).Dns($"n{i}.example", at: 1);
        }

        record.Process(9000, "/opt/w", at: 50, end: 50.1).Connect(9000, "198.18.0.9", 3333, null, "stratum", "Stratum login", 50);
        var timeline = TestBehavior.Analyze(record).Timeline;

        Assert.Equal((TimelineBuilder.MaxBars, TimelineBuilder.MaxMarks), (timeline.Bars.Count, timeline.Marks.Count));
        Assert.Contains(timeline.Bars, bar => bar is { Label: "/opt/w", IsSuspicious: true });
        Assert.Contains(timeline.Marks, mark => mark is { Kind: "connection", IsSuspicious: true });
        Assert.Equal(timeline.Marks.OrderBy(mark => mark.AtMs).Select(mark => mark.AtMs), timeline.Marks.Select(mark => mark.AtMs));
    }

    [Fact]
    public void Analyze_ManyProcesses_AreBoundedWithTheSuspiciousFirst()
    {
        var record = new RecordBuilder().Process(1, "/bin/sh");
        for (var i = 0; i < 1000; i++)
        {
            record.Process(100 + i, "/bin/echo", $"echo {i}", at: 1, end: 1.1);
        }

        var processes = TestBehavior.Analyze(record.Process(9000, "/tmp/w (deleted)", "w", isDeleted: true, at: 50)).Processes;

        Assert.Equal(200, processes.Count);
        Assert.Equal(new ObservedProcess("w", "/tmp/w", 0), processes[0]);
    }
}
