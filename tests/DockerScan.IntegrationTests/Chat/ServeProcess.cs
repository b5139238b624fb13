using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DockerScan.IntegrationTests.Chat;

/// <summary>The program as <c>serve</c>, on a port of its own, until disposed.</summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _errors;
    private readonly List<string> _log = [];

    private ServeProcess(Process process, int port)
    {
        (_process, Address) = (process, new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}/")));
        _errors = ReadErrorsAsync();
    }

    public Uri Address { get; }

    /// <summary>What it wrote to stderr until now.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return string.Join('\n', _log);
            }
        }
    }

    /// <summary>The memory that it holds now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    private TaskCompletionSource Listening { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<ServeProcess> StartAsync(HostProcess host, CancellationToken cancellationToken)
    {
        var port = FreePort();
        host.Environment["DOCKERSCAN__Web__Listen"] = FormattableString.Invariant($"127.0.0.1:{port}");
        var serve = new ServeProcess(host.Start("serve"), port);
        await serve.Listening.Task.WaitAsync(cancellationToken);
        return serve;
    }

    /// <summary>Kills it, as a machine that loses its power does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Ends it as a service manager does.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(CancellationToken.None);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        await _errors;
        _process.Dispose();
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
            lock (_log)
            {
                _log.Add(line);
            }

            if (line.StartsWith("listening on", StringComparison.Ordinal))
            {
                Listening.TrySetResult();
            }
        }

        Listening.TrySetException(new InvalidOperationException("serve ended: " + Log));
    }
}
