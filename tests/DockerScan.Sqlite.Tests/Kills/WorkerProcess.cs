using System.Diagnostics;
using System.Globalization;

namespace DockerScan.Sqlite.Tests.Kills;

/// <summary>A worker in a process of its own, with scanners that only take time.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const string Outcome = "outcome ";

    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static WorkerProcess Start(string data, int stageMs, int leaseSeconds, string? address = null)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "DockerScan.WorkerLoopback.dll"), data, Text(stageMs), Text(leaseSeconds), .. address is null ? [] : (string[])[address]])
        {
            start.ArgumentList.Add(argument);
        }

        return new WorkerProcess(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start"));
    }

    /// <summary>Reads on until it says that a scan left its hands so.</summary>
    public async Task SaysAsync(string line, CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } said)
        {
            if (said == line)
            {
                return;
            }

            if (said.StartsWith(Outcome, StringComparison.Ordinal) && line.StartsWith(Outcome, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"the worker said '{said}' where '{line}' was to come");
            }
        }

        throw new InvalidOperationException($"the worker ended before it said '{line}'");
    }

    /// <summary>How the next scan left its hands; null when none has in the time.</summary>
    public async Task<string?> FindOutcomeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } said)
            {
                if (said.StartsWith(Outcome, StringComparison.Ordinal))
                {
                    return said[Outcome.Length..];
                }
            }

            throw new InvalidOperationException("the worker ended");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>As a machine that loses its power, or the kernel that lacks memory, does it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        // Its output is read to the end, so that it cannot stand still over a full pipe before.
        await _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public Task FreezeAsync() => SignalAsync("-STOP");

    public Task ThawAsync() => SignalAsync("-CONT");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, Text(Id)]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
