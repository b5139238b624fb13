using System.Reflection;
using DockerScan.Core.Images;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Sentinel.Events;
using DockerScan.TestKit.Goldens;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis;

public sealed class BehaviorAnalyzerTests
{
    [Fact]
    public void Checks_AllOfThem_AreInTheChecklist()
    {
        var checklist = File.ReadAllText(Path.Combine(RepositoryFolder.Find(), "config", "checklist.yaml"));

        Assert.All(typeof(BehaviorChecks).GetFields(BindingFlags.Public | BindingFlags.Static), field => Assert.Contains($"id: {field.GetValue(null)}\n", checklist, StringComparison.Ordinal));
    }

    // Another run: other pids, other times, other ports and addresses of the kernel's or the sandbox's choice, other names of the moment.
    [Fact]
    public void Analyze_TheSameImageTwice_HasTheSameKeys()
    {
        var first = Keys(Everything(20, 1, "198.18.3.4", "/tmp/tmp.AbCdEf1234/run", 40111));

        Assert.Equal(first, Keys(Everything(731, 7, "185.77.1.9", "/tmp/tmp.zYxWvU9876/run", 55231)));
        Assert.Equal(
            ["behavior.credential-access", "behavior.dropped-executable", "behavior.escape-attempt", "behavior.miner", "behavior.persistence", "behavior.reverse-shell", "network.tcp-process", "privilege.root-user"],
            first.Select(key => key.Split('|')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Analyze_NothingAtAll_IsNotClean()
    {
        var found = TestBehavior.Analyzer.Analyze(new SandboxRecord { WindowSeconds = 60, TargetStartMs = 0, Configuration = new ImageConfiguration() }, TestContext.Current.CancellationToken);

        Assert.Empty(found.Findings);
        Assert.False(found.Completeness.IsComplete);
    }

    private static RecordBuilder Everything(int pid, double at, string pool, string dropped, int port)
        => new RecordBuilder().Process(1, "/bin/sh", "/bin/sh /start.sh")
            .Process(pid, dropped, dropped, at: at).Executable(dropped)
            .Dns("pool.example", pool, at).Connect(pid, pool, 3333, "pool.example", "stratum", "Stratum login", at + 1)
            .Listen(pid, port, at: at)
            .Process(pid + 1, "/bin/bash", "bash -i", at: at).Socket(pid + 1, "203.0.113.9", 4444, port + 3, at + 1, "tcp", 0, 1, 2)
            .Process(pid + 2, "/usr/bin/nsenter", "nsenter -t 1 -m sh", at: at + 2, end: at + 3)
            .Network(new TokenEvent("file-aws", "tcp", pool, 3333, port + 9, "plain"), at + 4)
            .Changed("/etc/ld.so.preload");

    private static List<string> Keys(RecordBuilder record)
        => [.. TestBehavior.Analyze(record).Findings.Select(each => $"{each.KeyClass}|{each.Id}|{each.Location}").Order(StringComparer.Ordinal)];
}
