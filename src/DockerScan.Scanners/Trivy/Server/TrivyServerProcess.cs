using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using DockerScan.Scanners.Processes;

namespace DockerScan.Scanners.Trivy.Server;

/// <summary>
/// A program that runs until it is ended, and that ends with us however we end: a shell waits at a pipe that only we hold, and
/// kills it when the pipe closes. (The kernel's own signal for this hangs on the thread that started it, and threads come and go.)
/// </summary>
internal sealed class TrivyServerProcess : IAsyncDisposable
{
    // Its first line is the program's number. After it the program alone holds the pipe of errors, so that its end is ours to see. What the
    // program had in memory goes with it.
    private const string Script = """trap '' INT QUIT TERM HUP; s=$1; shift; "$@" </dev/null >&2 & c=$!; echo "$c"; exec >/dev/null 2>&1; read -r _; kill -9 "$c"; wait "$c"; [ -z "$s" ] || /bin/rm -rf "$s" """;
    private const string Shell = "/bin/sh";
    private const int TailBytes = 16 * 1024;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    private readonly Process _shell;
    private readonly BoundedTail _log;
    private readonly CancellationTokenSource _closing;
    private readonly TimeProvider _time;

    private TrivyServerProcess(Process shell, int id, BoundedTail log, Task ended, CancellationTokenSource closing, TimeProvider time)
        => (_shell, Id, _log, Ended, _closing, _time) = (shell, id, log, ended, closing, time);

    /// <summary>The program's process.</summary>
    public int Id { get; }

    /// <summary>Completes when the program ended.</summary>
    public Task Ended { get; }

    /// <summary>The end of what it wrote.</summary>
    public string Log => _log.ToString();

    /// <summary>Starts it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="work">Its working folder.</param>
    /// <param name="variables">Its variables beside the few that every child has.</param>
    /// <param name="scratch">A folder that is removed when it ends; null for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting for its start.</param>
    /// <exception cref="IOException">It cannot be started.</exception>
    public static async Task<TrivyServerProcess> StartAsync(
        string program, IReadOnlyList<string> arguments, string work, IReadOnlyDictionary<string, string> variables, string? scratch, TimeProvider time, CancellationToken cancellationToken)
    {
        var shell = new Process { StartInfo = StartInfo(program, arguments, work, variables, scratch) };
        var closing = new CancellationTokenSource();
        try
        {
            shell.Start();
            var log = new BoundedTail(TailBytes);
            var ended = DrainAsync(shell, log, closing.Token);
            var line = await shell.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Settle, time, cancellationToken);
            return int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? new TrivyServerProcess(shell, id, log, ended, closing, time)
                : throw new IOException("the shell did not start it");
        }
        catch (Exception e)
        {
            await EndAsync(shell, time);
            await closing.CancelAsync();
            closing.Dispose();
            shell.Dispose();
            if (e is Win32Exception or TimeoutException)
            {
                throw new IOException(e.Message, e);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync(_shell, _time);
        await _closing.CancelAsync();
        await Ended;
        _closing.Dispose();
        _shell.Dispose();
    }

    private static ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments, string work, IReadOnlyDictionary<string, string> variables, string? scratch)
    {
        var info = new ProcessStartInfo(Shell)
        {
            WorkingDirectory = work,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["-c", Script, "sh", scratch ?? string.Empty, program, .. arguments])
        {
            info.ArgumentList.Add(argument);
        }

        info.Environment.Clear();
        foreach (var (name, value) in ChildEnvironment.Create(work, variables))
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private static async Task DrainAsync(Process shell, BoundedTail log, CancellationToken cancellationToken)
    {
        try
        {
            await log.DrainAsync(shell.StandardError.BaseStream, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The pipe broke or was closed under us: the same as its end.
            return;
        }
    }

    // Not cancellable on purpose: it has its own limit, and the program must not outlive us.
    private static async Task EndAsync(Process shell, TimeProvider time)
    {
        try
        {
            shell.StandardInput.Close();
            using var limit = new CancellationTokenSource(Settle, time);
            await shell.WaitForExitAsync(limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
        {
            Kill(shell);
        }
    }

    private static void Kill(Process shell)
    {
        try
        {
            shell.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It never started, or ended between the question and the kill.
            return;
        }
    }
}
