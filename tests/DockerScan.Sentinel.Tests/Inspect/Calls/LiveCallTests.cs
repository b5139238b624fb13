using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Gate;
using DockerScan.Sentinel.Gate.Filter;
using DockerScan.Sentinel.Inspect;
using DockerScan.Sentinel.Inspect.Calls;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Tests.Inspect.Calls;

/// <summary>The real gate, its filter on this kernel, and whoever answers for it: in place of the inspector stands the test, in place of its user the test's own.</summary>
public sealed class LiveCallTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly ListSink _sink = new();
    private readonly ExecutableHasher _hasher;
    private readonly TargetRoot _root = new(Environment.ProcessId);
    private readonly CallWatch _watch;

    public LiveCallTests()
    {
        var drops = new Drops(_sink);
        _hasher = new ExecutableHasher(_sink, drops);
        _watch = new CallWatch(_sink, new ProcessTeller(_sink, drops, _hasher), _root, drops, IsNew);
    }

    private const string NewName = "new-script";

    private static bool IsNew(int descriptor)
        => File.ResolveLinkTarget($"/proc/self/fd/{descriptor}", returnFinalTarget: false)?.Name.StartsWith(NewName, StringComparison.Ordinal) == true;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _watch.Dispose();
        _root.Dispose();
        _hasher.Dispose();
    }

    [Fact]
    public async Task Run_ProgramsOfAMillisecond_NoneIsMissed()
    {
        var output = await UnderAsync("/bin/sh", "-c", "i=0; while [ $i -lt 300 ]; do /bin/true n$i; i=$((i+1)); done; echo done");

        var told = _sink.Of<ProcessEvent>();
        Assert.Equal("done", output);
        // The shell itself, and each of them.
        Assert.Equal(301, _watch.Starts);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"/bin/true n{i}"), told.Skip(1).Select(each => each.Command));
        Assert.All(told.Skip(1), each => Assert.EndsWith("/true", each.Executable, StringComparison.Ordinal));
        Assert.All(told.Skip(1), each => Assert.Equal(told[0].Pid, each.ParentPid));
    }

    [Fact]
    public async Task Run_Script_IsToldAsItsInterpreter()
    {
        var script = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"script-{Environment.ProcessId}.sh"));
        await File.WriteAllTextAsync(script, "#!/bin/sh -e\necho $1\n", Token);
        File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);
        try
        {
            Assert.Equal("one", await UnderAsync(script, "one"));
        }
        finally
        {
            File.Delete(script);
        }

        Assert.Equal($"/bin/sh -e {script} one", Assert.Single(_sink.Of<ProcessEvent>()).Command);
    }

    // Each is a way to a program that leads the inspector elsewhere than the kernel, or nowhere.
    [Theory]
    [InlineData("/proc/self/root/bin/sh")]
    [InlineData("/proc/1/../self/cwd/bin/sh")]
    [InlineData("//proc/self/fd/97")]
    [InlineData("/dev/fd/98/bin/sh")]
    [InlineData("/proc/thread-self/fd/98/bin/sh")]
    [InlineData("self")]
    [InlineData("bytes")]
    [InlineData("gone")]
    [InlineData("script")]
    public async Task Run_PathThatOnlyItsProcessCanFollow_IsToldAllTheSame(string path)
    {
        var folder = Directory.CreateTempSubdirectory("start").FullName;
        try
        {
            var output = await UnderAsync("/usr/bin/perl", "-e", $$"""
                use POSIX; chdir '{{folder}}'; $f = POSIX::open('/bin/sh', 0); POSIX::dup2($f, 97); $d = POSIX::open('/', 0); POSIX::dup2($d, 98);
                $p = '{{path}}'; $l = "x\xff";
                if ($p eq 'self') { symlink('/proc/self/fd/97', 'link'); $p = '{{folder}}/link' }
                elsif ($p eq 'bytes') { symlink('/bin/sh', $l); $p = '{{folder}}/' . $l }
                elsif ($p eq 'gone') { mkdir 'gone'; chdir 'gone'; symlink('/bin/sh', '../sh'); rmdir '../gone'; $p = '../sh' }
                elsif ($p eq 'script') { for (['one', '/bin/sh'], ['two', '{{folder}}/one']) { open F, '>', $_->[0]; print F "#!$_->[1]\necho done\n"; close F; chmod 0755, $_->[0] } $p = '{{folder}}/two' }
                else { chdir '/' }
                exec { $p } $p, '-c', 'sleep 0.1; echo done' or print "failed $!"
                """);

            Assert.Equal("done", output);
            // Perl, and the shell; of the latter what it then starts.
            Assert.Contains(_sink.Of<ProcessEvent>(), each => each.Executable is { } found && (found.EndsWith("/dash", StringComparison.Ordinal) || found.EndsWith("/sh", StringComparison.Ordinal) || found.EndsWith("/bash", StringComparison.Ordinal)));
        }
        finally
        {
            // Not by .NET: one name in it is no text.
            using var removing = Process.Start("rm", ["-rf", folder]);
            await removing.WaitForExitAsync(Token);
        }
    }

    [Fact]
    public async Task Run_SearchAndFailure_OnlyWhatThereIsIsTold()
    {
        var output = await UnderAsync("/bin/sh", "-c", "PATH=/none:/usr/bin:/bin; true2 2>/dev/null; env true one; echo done");

        Assert.Equal("done", output);
        Assert.Equal(["env true one", "true one"], _sink.Of<ProcessEvent>().Skip(1).Select(each => each.Command));
    }

    [Fact]
    public async Task Run_Contacts_AreToldOnceWithTheirProcess()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var output = await UnderAsync("/bin/bash", "-c", $"for i in 1 2 3; do exec 3<>/dev/tcp/127.0.0.1/{port}; done; echo x >/dev/udp/127.0.0.2/9; echo done");

        var told = _sink.Of<ContactEvent>();
        var shell = _sink.Of<ProcessEvent>()[0].Pid;
        Assert.Equal("done", output);
        Assert.Equal([("connect", "tcp", "127.0.0.1", port), ("connect", "udp", "127.0.0.2", 9)], told.Select(each => (each.Call, each.Protocol, each.Address!, each.Port)));
        Assert.All(told, each => Assert.Equal(shell, each.Pid));
    }

    [Fact]
    public async Task Run_ManyAddresses_AreBoundedAndTheRestIsSaid()
    {
        var output = await UnderAsync("/usr/bin/perl", "-MSocket", "-e", "socket(S, PF_INET, SOCK_DGRAM, 0); for (1..2000) { send(S, 'x', 0, pack_sockaddr_in($_, inet_aton('127.0.0.1'))) } print 'done'");

        var told = _sink.Of<ContactEvent>();
        Assert.Equal("done", output);
        Assert.Equal(ContactBudget.MaxPerProcess + 1, told.Count);
        Assert.Null(told[^1].Address);
        Assert.All(told.SkipLast(1), each => Assert.Equal(("send", "udp", "127.0.0.1"), (each.Call, each.Protocol, each.Address)));
    }

    // The test's own watch takes every file for an old one but those of this name.
    [Fact]
    public async Task Run_ScriptAsInput_IsToldWhereItIsNew()
    {
        var folder = Directory.CreateTempSubdirectory("input").FullName;
        try
        {
            var output = await UnderAsync("/bin/sh", "-c", $"cd {folder}; echo 'echo done' > {NewName}; echo 'true' > old; sh < old; exec 3< {NewName}; rm {NewName}; sh <&3");

            Assert.Equal("done", output);
            Assert.Equal([null, null, null, Path.Combine(folder, NewName)], _sink.Of<ProcessEvent>().Select(each => each.Input));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("chmod 04755, 'x'")]
    [InlineData("chmod 02755, '{0}/x'")]
    [InlineData("open F, '<', 'x'; syscall(91, fileno F, 04755)")]
    [InlineData("$p = '{0}/x'; syscall(85, $p, 04755)")]
    [InlineData("$p = 'x'; syscall(257, -100, $p, 0x41, 04755)")]
    public async Task Run_SetIdBits_AreToldWithTheFile(string act)
    {
        var folder = Directory.CreateTempSubdirectory("modes").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "x"), "x", Token);
            var output = await UnderAsync("/usr/bin/perl", "-e", $"chdir '{folder}'; chmod 0755, 'x'; chmod 02755, '.'; {string.Format(CultureInfo.InvariantCulture, act, folder)}; print 'done'");

            Assert.Equal("done", output);
            Assert.Equal((Path.Combine(folder, "x"), OpenedEvent.SetId), Assert.Single(_sink.Of<OpenedEvent>().Select(each => (each.Path, each.What))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // They succeed nowhere in /proc. A null device is in every container.
    [Fact]
    public async Task Run_DeviceNodes_ThoseOfDisksAndMemoryAreTold()
    {
        var output = await UnderAsync("/usr/bin/perl", "-e", "for (['d', 060600, 0x800], ['m', 020600, 0x101], ['n', 020600, 0x103], ['p', 010600, 0]) { syscall(133, '/proc/nowhere-' . $_->[0], $_->[1], $_->[2]) } print 'done'");

        Assert.Equal("done", output);
        Assert.Equal([("/proc/nowhere-d", true, 8u, 0u), ("/proc/nowhere-m", false, 1u, 1u)], _sink.Of<DeviceEvent>().Select(each => (each.Path, each.IsBlock, each.Major, each.Minor)));
    }

    // setuid, and fcntl with F_SETSIG and SIGSTOP, by their numbers.
    [Theory]
    [InlineData("syscall(105, {0})", AttackEvent.Asked)]
    [InlineData("syscall(117, -1, -1, {0})", AttackEvent.Asked)]
    [InlineData("syscall(72, 0, 10, 19)", AttackEvent.Signal)]
    public async Task Run_AgainstTheWatcher_IsRefusedAndTold(string call, string how)
    {
        var output = await UnderAsync("/usr/bin/perl", "-e", $"$r = {string.Format(CultureInfo.InvariantCulture, call, Own())}; print $r, ' ', $!+0");

        Assert.Equal("-1 1", output);
        var attack = Assert.Single(_sink.Of<AttackEvent>());
        Assert.Equal((how, _sink.Of<ProcessEvent>()[0].Pid), (attack.How, attack.Pid));
        Assert.StartsWith("/usr/bin/perl -e", attack.Details, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("syscall(425, 1, 0)", "-1 38")]
    [InlineData("syscall(272, 0x10000000)", "-1 1")]
    [InlineData("syscall(72, 0, 10, 0)", "0 0")]
    [InlineData("syscall(122, -1)", "0 0")]
    public async Task Run_OtherCalls_AreRefusedOrLeftAloneInSilence(string call, string expected)
    {
        var output = await UnderAsync("/usr/bin/perl", "-e", $"$! = 0; $r = {call}; print $r > 0 ? 0 : $r, ' ', $!+0");

        Assert.Equal(expected, output);
        Assert.Empty(_sink.Of<AttackEvent>());
    }

    private static string Own()
    {
        var line = File.ReadLines("/proc/self/status").First(each => each.StartsWith("Uid:", StringComparison.Ordinal));
        return line.Split('\t')[2];
    }

    private async Task<string> UnderAsync(params string[] command)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            Assert.Skip("the numbers of these calls are those of x86");
        }

        var name = Guid.CreateVersion7().ToString("N");
        using var meeting = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        meeting.Bind(new UnixDomainSocketEndPoint("\0" + name));
        meeting.Listen(1);
        using var gate = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath is { } own && Path.GetFileName(own) == "dotnet" ? own : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "sentinel.dll"), "gate", name, Own(), "0", "--", .. command]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        using var accepted = await meeting.AcceptAsync(Token).AsTask().WaitAsync(Limit, TimeProvider.System, Token);
        var (mode, listener) = Receive(accepted);
        if (mode != FilterLaid.WithListener)
        {
            accepted.Close();
            await gate.WaitForExitAsync(Token);
            Assert.Skip("this kernel, or what this runs in, gives no listener");
        }

        var answering = new Thread(() => _watch.Run(listener));
        answering.Start();
        await accepted.SendAsync(new[] { GateSocket.Pass }, Token);
        var output = await gate.StandardOutput.ReadToEndAsync(Token).WaitAsync(Limit, TimeProvider.System, Token);
        await gate.WaitForExitAsync(Token);
        Assert.True(answering.Join(Limit));
        return output.Trim();
    }

    private static (byte Mode, int Listener) Receive(Socket accepted)
    {
        accepted.Blocking = true;
        while (true)
        {
            if (DescriptorPass.Receive((int)accepted.Handle, out _, out var listener) is { } mode)
            {
                return (mode, listener);
            }
        }
    }
}
