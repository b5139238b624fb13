using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Inspect;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Tests.Inspect;

/// <summary>On the real /proc of this machine, with this process as the target.</summary>
public sealed class LiveTests
{
    private readonly ListSink _sink = new();
    private readonly Drops _drops;

    public LiveTests() => _drops = new Drops(_sink);

    [Fact]
    public void SocketWatch_ListenerAndConnection_BothToldOnce()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, port);
        using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var udpPort = ((IPEndPoint)udp.Client.LocalEndPoint!).Port;
        var watch = new SocketWatch(_sink, _drops);

        watch.Scan([Self()]);
        watch.Scan([Self()]);

        var sockets = _sink.Events.OfType<SocketEvent>().ToList();
        Assert.Single(sockets, each => each is { IsListening: true, Protocol: "tcp" } && each.LocalPort == port);
        Assert.Single(sockets, each => each is { IsListening: false, RemoteAddress: "127.0.0.1" } && each.RemotePort == port);
        Assert.Single(sockets, each => each is { IsListening: true, Protocol: "udp" } && each.LocalPort == udpPort);
        Assert.All(sockets, each => Assert.Equal(Environment.ProcessId, each.Pid));
    }

    /// <summary>After thousands of the same command one more is not told by itself; with a socket it is, and its end too.</summary>
    [Fact]
    public void SocketWatch_ListenerOfAProcessThatWasNotTold_BringsItsOwner()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var hasher = new ExecutableHasher(_sink, _drops);
        var teller = new ProcessTeller(_sink, _drops, hasher);
        var watch = new SocketWatch(_sink, _drops, teller.TellOwner);
        var self = Self();

        watch.Scan([self]);
        watch.Scan([self]);
        teller.TellEnd(self);
        teller.TellEnd(self);

        Assert.Equal(Environment.ProcessId, Assert.Single(_sink.Events.OfType<ProcessEvent>()).Pid);
        Assert.Equal(Environment.ProcessId, Assert.Single(_sink.Events.OfType<ExitEvent>()).Pid);
    }

    [Fact]
    public void SocketWatch_LaterConnection_IsTold()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var watch = new SocketWatch(_sink, _drops);
        watch.Scan([Self()]);
        Assert.True(watch.IsWaiting);

        client.Connect(listener.LocalEndpoint);
        watch.Scan([Self()]);

        Assert.Contains(_sink.Events.OfType<SocketEvent>(), each => each.RemotePort == ((IPEndPoint)listener.LocalEndpoint).Port);
    }

    // A shell whose input and output are pipes to this process, which has a connection.
    [Fact]
    public async Task StreamWatch_ShellBehindPipes_IsToldOnceWithItsEnds()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, TestContext.Current.CancellationToken);
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        using var alone = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "read x"]) { UseShellExecute = false, RedirectStandardInput = true })!;
        try
        {
            var watch = new StreamWatch(_sink, _drops);
            Tracked[] processes = [Self(), Of(shell.Id), Of(alone.Id)];

            watch.Scan(processes, isDue: true);
            watch.Scan(processes, isDue: true);

            Assert.Equal((shell.Id, Environment.ProcessId, Environment.ProcessId), Assert.Single(_sink.Events.OfType<StreamEvent>()) is var told ? (told.Pid, told.InputPid, told.OutputPid) : default);
        }
        finally
        {
            shell.Kill();
            alone.Kill();
        }
    }

    // On the disk, and in no folder: the engine's walk does not find it. One that was only made long, or that has its name, takes nothing more.
    [Fact]
    public void StreamWatch_FileThatWasDeletedAndIsOpen_IsCounted()
    {
        using var gone = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite);
        using var sparse = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite);
        using var named = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.Read, 4096, FileOptions.DeleteOnClose);
        var watch = new StreamWatch(_sink, _drops);
        watch.Scan([Self()], isDue: true);
        var before = watch.UnlinkedBytes;

        gone.Write(new byte[300_000]);
        gone.Flush(flushToDisk: true);
        named.Write(new byte[300_000]);
        named.Flush(flushToDisk: true);
        sparse.SetLength(50_000_000);
        File.Delete(gone.Name);
        File.Delete(sparse.Name);
        watch.Scan([Self()], isDue: true);

        Assert.InRange(watch.UnlinkedBytes - before, 300_000, 600_000);
    }

    [Fact]
    public async Task ExecutableHasher_OwnExecutable_HashesIt()
    {
        using var hasher = new ExecutableHasher(_sink, _drops);
        var expected = Convert.ToHexStringLower(await SHA256.HashDataAsync(File.OpenRead(Environment.ProcessPath!), TestContext.Current.CancellationToken));

        hasher.Add(new ProcessEvent { Pid = Environment.ProcessId, ParentPid = 1, StartedMs = 1, Command = "x", Uid = 0, RealUid = 0 });
        hasher.Finish();
        hasher.Run();

        Assert.Equal(expected, Assert.Single(_sink.Events.OfType<ProcessEvent>()).Sha256);
    }

    [Fact]
    public void ProcessWatch_NewProcess_ToldWithItsCommandAndItsEnd()
    {
        using var hasher = new ExecutableHasher(_sink, _drops);
        using var watch = new ProcessWatch(new ProcessTeller(_sink, _drops, hasher), _drops, new GateIdentity("/.init", "name"));
        watch.Look(Monotonic.Ms);
        using var child = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "read x"]) { RedirectStandardInput = true, UseShellExecute = false })!;

        Assert.True(SpinWait.SpinUntil(() => Told(watch).Any(each => each.Pid == child.Id && each.Command == "/bin/sh -c read x"), 5000));
        child.StandardInput.Close();
        child.WaitForExit();

        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                watch.Look(Monotonic.Ms);
                return _sink.Events.OfType<ExitEvent>().Any(each => each.Pid == child.Id);
            },
            5000));
        Assert.DoesNotContain(_sink.Events.OfType<ProcessEvent>(), each => each.Pid == Environment.ProcessId);
        var told = Told(watch).First(each => each.Pid == child.Id);
        Assert.InRange(told.StartedMs, Monotonic.Ms - 60_000, Monotonic.Ms);
    }

    private List<ProcessEvent> Told(ProcessWatch watch)
    {
        watch.Look(Monotonic.Ms);
        return _sink.Of<ProcessEvent>();
    }

    private static Tracked Self() => Of(Environment.ProcessId);

    private static Tracked Of(int pid) => new(pid, new ProcessReader().Read(pid, out _)!, Monotonic.Ms) { IsTarget = true };
}
