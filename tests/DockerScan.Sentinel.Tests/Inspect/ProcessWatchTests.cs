using System.Diagnostics;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Inspect;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Tests.Inspect;

/// <summary>On the real /proc of this machine, at times that the test chooses.</summary>
public sealed class ProcessWatchTests : IDisposable
{
    private const long Start = 1_000_000;
    private const long LongAfter = Start + 10_000;

    private readonly ListSink _sink = new();
    private readonly ExecutableHasher _hasher;
    private readonly ProcessWatch _watch;

    public ProcessWatchTests()
    {
        var drops = new Drops(_sink);
        _hasher = new ExecutableHasher(_sink, drops);
        _watch = new ProcessWatch(new ProcessTeller(_sink, drops, _hasher), drops, new GateIdentity("/.init", "name"));
    }

    public void Dispose()
    {
        _watch.Dispose();
        _hasher.Dispose();
    }

    [Fact]
    public void Look_KnownProcessBecameAnotherAndStartedOne_ToldInThatLook()
    {
        using var shell = new Shell("read x; exec /bin/sh -c 'sleep 60 & wait; : other'");
        Settle();

        shell.Go(command => command.EndsWith(": other", StringComparison.Ordinal) && shell.HasChild);
        // A millisecond later: it is neither hot nor due.
        _watch.Look(LongAfter + 1);

        Assert.Contains(Commands(shell), command => command.EndsWith(": other", StringComparison.Ordinal));
    }

    [Fact]
    public void Look_YoungProcessBecomesAnotherWhenNoLongerHot_ToldWithinATenthOfASecond()
    {
        _watch.Look(Start);
        using var shell = new Shell("read x; exec sleep 60");
        for (var now = Start + 1; now <= Start + 61; now += 10)
        {
            _watch.Look(now);
        }

        shell.Go(command => command == "sleep 60");
        _watch.Look(Start + 161);

        Assert.Contains("sleep 60", Commands(shell));
    }

    private IEnumerable<string> Commands(Shell shell) => _sink.Of<ProcessEvent>().Where(each => each.Pid == shell.Pid).Select(each => each.Command);

    // All there is becomes known, and old enough to be looked at seldom.
    private void Settle()
    {
        for (var now = Start; now <= LongAfter; now += 200)
        {
            _watch.Look(now);
        }
    }

    /// <summary>A shell that waits for a line.</summary>
    private sealed class Shell : IDisposable
    {
        private readonly Process _process;

        public Shell(string script)
            => _process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardInput = true, UseShellExecute = false })!;

        public int Pid => _process.Id;

        public bool HasChild => File.ReadAllText($"/proc/{Pid}/task/{Pid}/children").Length > 0;

        /// <summary>Gives it the line, and waits until it has become what it should.</summary>
        public void Go(Func<string, bool> isThere)
        {
            _process.StandardInput.WriteLine();
            _process.StandardInput.Flush();
            Assert.True(SpinWait.SpinUntil(() => isThere(File.ReadAllText($"/proc/{Pid}/cmdline").TrimEnd('\0').Replace('\0', ' ')), 10_000));
        }

        public void Dispose()
        {
            _process.Kill(entireProcessTree: true);
            _process.Dispose();
        }
    }
}
