using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ChatBench;

/// <summary>The program as <c>serve</c>, on a port and a data folder of its own, or of one that was killed, until disposed.</summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    private const int Kept = 40;
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _data;
    private readonly Queue<string> _log = [];
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private readonly Task _errors;

    private ServeProcess(string program, IReadOnlyDictionary<string, string> settings, ServeProcess? killed)
    {
        _data = killed?._data ?? Directory.CreateTempSubdirectory("dockerscan-bench-");
        var port = FreePort();
        Address = new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}/"));
        // A platform is another machine: whoever measures must not be late because the program and its scans are busy.
        var start = new ProcessStartInfo("nice", ["-n", "5", "dotnet", program, "serve"]) { UseShellExecute = false, RedirectStandardError = true };
        start.Environment["DOCKERSCAN_DATA"] = _data.FullName;
        start.Environment["DOCKERSCAN__Web__Listen"] = FormattableString.Invariant($"127.0.0.1:{port}");
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        _errors = ReadErrorsAsync();
    }

    public Uri Address { get; }

    /// <summary>Its data folder.</summary>
    public string Data => _data.FullName;

    /// <summary>What it holds in memory, in KiB.</summary>
    public int ResidentKiB
        => int.Parse(File.ReadLines($"/proc/{_process.Id.ToString(CultureInfo.InvariantCulture)}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    /// <param name="program">The program's file.</param>
    /// <param name="settings">Settings, as variables of the environment.</param>
    /// <param name="killed">One that was killed, with whose data this one goes on.</param>
    public static async Task<ServeProcess> StartAsync(string program, IReadOnlyDictionary<string, string> settings, ServeProcess? killed = null)
    {
        var serve = new ServeProcess(program, settings, killed);
        try
        {
            await serve._listening.Task.WaitAsync(StartLimit);
            return serve;
        }
        catch
        {
            await serve.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it as a machine does that loses its power; its data stays for the next.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _errors;
        _process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // As a service manager ends it, so that nothing that it started stays.
            using var ask = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            using var limit = new CancellationTokenSource(StopLimit);
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _errors;
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _log.Enqueue(line);
            if (_log.Count > Kept)
            {
                _log.Dequeue();
            }

            if (line.StartsWith("listening on", StringComparison.Ordinal))
            {
                _listening.TrySetResult();
            }
        }

        _listening.TrySetException(new InvalidOperationException("serve ended: " + string.Join('\n', _log)));
    }
}
