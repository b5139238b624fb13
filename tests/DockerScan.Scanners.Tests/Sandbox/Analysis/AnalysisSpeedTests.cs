using System.Diagnostics;
using System.Globalization;
using DockerScan.Sentinel.Events;

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
    public void Analyze_100000Events_IsInTime(string kind)
    {
        var record = Record(kind);
        var built = record.Build();
        Assert.InRange(built.NetworkEvents.Count + built.InspectEvents.Count, 95_000, 110_000);
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 2; i++)
        {
            var watch = Stopwatch.StartNew();
            var found = TestBehavior.Analyzer.Analyze(built, TestContext.Current.CancellationToken);
            best = watch.Elapsed < best ? watch.Elapsed : best;
            Assert.NotEmpty(found.Findings);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {best.TotalMilliseconds:0} ms"));
        Assert.InRange(best, TimeSpan.Zero, Bound);
    }

    private static RecordBuilder Record(string kind)
    {
        var record = new RecordBuilder().Process(1, "/app");
        for (var i = 0; i < 100_000 / Events(kind); i++)
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
    private static int Events(string kind) => kind switch { "shells on sockets" or "names" => 2, "streams" or "contacts" => 3, _ => 7 };
}
