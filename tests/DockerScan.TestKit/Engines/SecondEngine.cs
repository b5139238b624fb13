using System.Diagnostics;
using System.Net.Sockets;
using Xunit;

namespace DockerScan.TestKit.Engines;

/// <summary>A Docker engine of the test's own: no network, no firewall rule, and gone with all that it holds when disposed.</summary>
public sealed class SecondEngine : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly string _folder;
    private readonly Process _process;

    private SecondEngine(string folder, Process process) => (_folder, _process) = (folder, process);

    /// <summary>Its address, as <c>DOCKER_HOST</c> has it.</summary>
    public string Address => "unix://" + SocketOf(_folder);

    /// <summary>Starts it; skips the test where that cannot be done.</summary>
    public static async Task<SecondEngine> StartAsync(CancellationToken cancellationToken)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "an engine of its own needs root on Linux");
        Assert.SkipUnless(Find("dockerd"), "dockerd is not installed");
        // Short: a socket's path has at most 107 bytes.
        var folder = Directory.CreateTempSubdirectory("dscan-").FullName;
        var engine = new SecondEngine(folder, Start(
            "dockerd", "--data-root", $"{folder}/data", "--exec-root", $"{folder}/exec", "--pidfile", $"{folder}/pid", "-H", "unix://" + SocketOf(folder),
            "--bridge", "none", "--iptables=false", "--ip6tables=false", "--ip-forward=false"));
        try
        {
            await engine.AnswersAsync(cancellationToken);
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            // The polite end: it ends its containers and its containerd, too.
            using var signal = Start("kill", "-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            await signal.WaitForExitAsync(limit.Token);
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        foreach (var mount in Mounts())
        {
            using var unmount = Start("umount", "-l", mount);
            await unmount.WaitForExitAsync(CancellationToken.None);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string SocketOf(string folder) => folder + "/docker.sock";

    private static bool Find(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        // A full pipe would stop it.
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    private IEnumerable<string> Mounts()
        => File.ReadAllLines("/proc/self/mounts").Select(line => line.Split(' ')[1]).Where(path => path.StartsWith(_folder + "/", StringComparison.Ordinal)).OrderDescending(StringComparer.Ordinal);

    private async Task AnswersAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await PingAsync(limit.Token))
        {
            Assert.False(_process.HasExited, "the second engine ended at once");
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private async Task<bool> PingAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync });
        try
        {
            return await client.GetStringAsync("http://engine/_ping", cancellationToken) == "OK";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketOf(_folder)), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
