using System.Globalization;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Sentinel.Events;
using DockerScan.TestKit;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis;

/// <summary>As many events as are kept of a run are judged in time. Beside other tests on a busy machine, so the bound is a multiple of what it takes alone.</summary>
public sealed class AnalysisSpeedTests
{
    // One second is what it may take alone.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1 * 5);

    [Theory]
    [InlineData("everything")]
    [InlineData("shells on sockets")]
    [InlineData("streams")]
    [InlineData("names")]
    [InlineData("contacts")]
    [InlineData("dead and asked")]
    public void Analyze_100000Events_IsInTime(string kind)
    {
        var record = Record(kind, 100_000).Build();
        Assert.InRange(record.NetworkEvents.Count + record.InspectEvents.Count, 95_000, 110_000);
        var best = Time(record, 2);

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {best.TotalMilliseconds:0} ms"));
        Assert.InRange(best, TimeSpan.Zero, Bound);
    }

    // Four times the events take about four times as long. What compares each with each would take sixteen.
    [Theory]
    [InlineData("everything")]
    [InlineData("shells on sockets")]
    [InlineData("streams")]
    [InlineData("names")]
    [InlineData("contacts")]
    [InlineData("dead and asked")]
    [InlineData("programs")]
    [InlineData("floods")]
    public void Analyze_FourTimesTheEvents_IsNoWorseThanInProportion(string kind)
    {
        var (few, many) = (Record(kind, 5_000).Build(), Record(kind, 20_000).Build());
        _ = Time(few, 2);
        var ratio = Time(many, 3) / Time(few, 5);

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {ratio:0.0} times"));
        Assert.InRange(ratio, 0, 12);
    }

    private static TimeSpan Time(SandboxRecord record, int tries)
        => ThreadTime.Best(tries, () => Assert.NotEmpty(TestBehavior.Analyzer.Analyze(record, TestContext.Current.CancellationToken).Findings));

    private static RecordBuilder Record(string kind, int events)
    {
        var record = new RecordBuilder().Process(1, "/app");
        for (var i = 0; i < events / Events(kind); i++)
        {
            var (pid, at, address) = (10 + (i % 30_000), 1 + (i * 0.0005), string.Create(CultureInfo.InvariantCulture, $"203.0.{i / 200 % 200}.{1 + (i % 200)}"));
            switch (kind)
            {
                case "shells on sockets":
                    record.Process(pid, "/bin/sh", "sh -i", at: at).Socket(pid, address, 4444, 0, at, "tcp", 0, 1, 2);
                    break;
                case "streams":
                    record.Process(pid, "/bin/sh", "sh -i", at: at).Inspect(new StreamEvent(pid, pid, pid), at).Socket(pid, address, 443, 0, at);
                    break;
                case "names":
                    record.Dns(string.Create(CultureInfo.InvariantCulture, $"n{i:x8}.{i % 977}.example"), at: at);
                    break;
                case "dead and asked":
                    record.Process(pid, "/bin/true", "true", at: at, end: at + 0.0001).Dns(string.Create(CultureInfo.InvariantCulture, $"n{i:x8}.{i % 977}.example"), at: at);
                    break;
                case "programs":
                    var path = string.Create(CultureInfo.InvariantCulture, $"/opt/{i}");
                    record.NotInImage(path).Executable(path).Process(pid, path, at: at).NotInImage(path);
                    break;
                case "floods":
                    record.Flow("tcp", address, 1 + i, 5000, at, at + 5, syns: 2500);
                    break;
                case "contacts":
                    record.Connect(1, address, 1 + (i % 60_000), null, "http", "GET /", at, details: new() { ["method"] = "GET", ["path"] = "/" });
                    break;
                default:
                    record.Process(pid, i % 2 == 0 ? "/usr/bin/curl" : "/tmp/x", string.Create(CultureInfo.InvariantCulture, $"curl http://h{i}.example/"), at: at, end: at + 1)
                        .Dns(string.Create(CultureInfo.InvariantCulture, $"h{i}.example"), address, at).Connect(pid, address, 80, string.Create(CultureInfo.InvariantCulture, $"h{i}.example"), "http", "GET /", at);
                    break;
            }
        }

        return record;
    }

    // How many events one round makes.
    private static int Events(string kind) => kind switch { "programs" or "floods" => 1, "shells on sockets" or "names" => 2, "streams" or "contacts" => 3, "dead and asked" => 4, _ => 7 };
}
