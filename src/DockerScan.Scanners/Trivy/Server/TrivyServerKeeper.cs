using DockerScan.Scanners.Processes;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Server.Rpc;
using DockerScan.Scanners.Trivy.Tool;
using DockerScan.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy.Server;

/// <summary>
/// Keeps one server: the newest program on the newest database. A new one answers before the old one is no longer named, and the
/// old one ends when whoever asked it had time to read the answer. What cannot be kept is tried again, ever more seldom.
/// </summary>
internal sealed class TrivyServerKeeper(
    IOptions<TrivyOptions> options,
    TrivyPaths paths,
    TrivyToolLocator locator,
    DatabaseProvider databases,
    TrivyServerStarter starter,
    TrivyServerAlarm alarm,
    TrivyServerBounds bounds,
    ITrivyRpc rpc,
    FileGate gate,
    IIdGenerator ids,
    TimeProvider time,
    ILogger<TrivyServerKeeper> logger) : ITrivyServerKeeper
{
    private const int HealthEvery = 5;
    private const int MaxMisses = 2;
    private const int SteadyTicks = 60;

    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private TrivyServerRun? _run;
    private TimeSpan _pause = FirstPause;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private int _ticks;
    private int _misses;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // The host waits for everything before the first await.
        await Task.Yield();
        if (!options.Value.KeepServer || !OperatingSystem.IsLinux())
        {
            return;
        }

        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                Directory.CreateDirectory(paths.Root);
                using var held = await gate.AcquireAsync(paths.ServerGate, TimeSpan.Zero, cancellationToken);
                if (held is not null)
                {
                    // Where another process keeps one, that is used, and this waits for its turn.
                    await HoldAsync(cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // The boundary: scans do without a server, and nothing else may end with it.
                logger.ServerKeeperBroke(e);
            }

            await Task.Delay(Elsewhere, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        Sweep();
        try
        {
            while (true)
            {
                await StepAsync(cancellationToken);
                await Task.Delay(bounds.Tick, time, cancellationToken);
            }
        }
        finally
        {
            File.Delete(paths.ServerFile);
            await EndAsync();
            alarm.Problem = null;
        }
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        if (await FaultAsync(cancellationToken) is { } fault)
        {
            logger.ServerGivenUp(fault, TrivyMessages.Tail(_run!.Log));
            alarm.Problem = fault;
            File.Delete(paths.ServerFile);
            await EndAsync();
            PutOff();
        }

        if (time.GetUtcNow() < _notBefore)
        {
            return;
        }

        var (located, choice) = (await locator.LocateAsync(cancellationToken), databases.Choose());
        if (located.Tool is not { } tool || !choice.Database.IsUsable || (_run is not null && IsFor(_run.State, tool, choice)))
        {
            return;
        }

        await ReplaceAsync(tool, choice, cancellationToken);
    }

    private async Task ReplaceAsync(TrivyTool tool, DatabaseChoice choice, CancellationToken cancellationToken)
    {
        var result = await TryStartAsync(tool, choice, cancellationToken);
        if (result.Run is not { } next)
        {
            alarm.Problem = result.Problem ?? "no reason given";
            logger.ServerNotStarted(alarm.Problem);
            PutOff();
            return;
        }

        var old = _run;
        (_run, _misses, _ticks) = (next, 0, 0);
        try
        {
            await JsonFile.WritePrivateAsync(paths.ServerFile, next.State, TrivyJsonContext.Default.TrivyServerState, ids.NewId(), cancellationToken);
            alarm.Problem = null;
            logger.ServerStarted(tool.Version, next.State.ProcessId, next.State.Port);
            if (old is not null)
            {
                // Nobody is told of it any more; those who were may still be reading.
                await Task.Delay(Drain, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            if (old is not null)
            {
                await old.DisposeAsync();
            }
        }
    }

    private async Task<TrivyServerResult> TryStartAsync(TrivyTool tool, DatabaseChoice choice, CancellationToken cancellationToken)
    {
        try
        {
            return await starter.StartAsync(tool, choice, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new TrivyServerResult(null, $"its folder below Trivy:CacheDirectory, or a shell, cannot be used ({e.GetType().Name}: {DisplayText.Clean(e.Message, 200)})");
        }
    }

    private async Task<string?> FaultAsync(CancellationToken cancellationToken)
    {
        if (_run is not { } run)
        {
            return null;
        }

        if (run.HasEnded)
        {
            return "it ended";
        }

        if (alarm.Take(run.State.Id))
        {
            return "it gave no answer to whoever asked it";
        }

        if (++_ticks % HealthEvery != 0)
        {
            return null;
        }

        _misses = await rpc.IsHealthyAsync(run.State.Port, cancellationToken) ? 0 : _misses + 1;
        if (_misses == 0 && _ticks >= SteadyTicks)
        {
            // One that starts well and soon ends again is waited for ever longer too.
            _pause = FirstPause;
        }

        return _misses >= MaxMisses ? "it does not answer"
            : LinuxProcess.OwnBytes(run.State.ProcessId) > bounds.OwnBytes ? "it takes too much memory"
            : new FileInfo(Path.Combine(run.State.Folder, "fanal", "fanal.db")) is { Exists: true } cache && cache.Length > bounds.CacheBytes ? "its cache is too large"
            : null;
    }

    private static bool IsFor(TrivyServerState state, TrivyTool tool, DatabaseChoice choice)
        => state.ToolPath == tool.Path && state.ToolLength == tool.Length && state.ToolWrittenTicks == tool.WrittenTicks
            && state.Source == DatabaseProvider.SourceOf(choice);

    private void PutOff()
    {
        _notBefore = time.GetUtcNow() + _pause;
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
    }

    private async Task EndAsync()
    {
        if (_run is { } run)
        {
            _run = null;
            await run.DisposeAsync();
        }
    }

    // We hold the gate: whoever is named here was left by a keeper that was killed, if its shell was killed too.
    private void Sweep()
    {
        if (JsonFile.TryRead(paths.ServerFile, TrivyJsonContext.Default.TrivyServerState) is { } left
            && LinuxProcess.StartedAt(left.ProcessId) == left.ProcessStart && LinuxProcess.HasOpen(left.ProcessId, left.DatabaseEnding))
        {
            logger.ServerLeftOver(left.ProcessId);
            LinuxProcess.Kill(left.ProcessId);
        }

        File.Delete(paths.ServerFile);
        foreach (var folder in Directory.Exists(paths.Servers) ? Directory.EnumerateDirectories(paths.Servers) : [])
        {
            ServerScratch.TryDelete(folder);
            PrivateDirectory.TryDelete(folder);
        }
    }
}
