using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Stores;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Queue;

/// <summary>Opens the store, frees the scans of killed processes, and removes what those left on the engine.</summary>
public sealed class StartupSweeper(
    IScanStore store, ICardStore cards, IReputationStore lookups, IWatchStore watches, WorkerPresence presence, IImageEngine engine, IEnumerable<ISandboxEngine> sandboxes, LeftOvers leftOvers,
    ILogger<StartupSweeper> logger)
{
    private const int MaxReason = 300;
    private Task? _started;

    /// <summary>Runs once at start. A missing engine is not an error here: each scan says so itself.</summary>
    /// <exception cref="EngineException">The store cannot be opened.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await store.InitializeAsync(cancellationToken);
        var dead = presence.FindDead();
        await SweepAsync(dead, cancellationToken);
        await EndLeasesAsync(dead, cancellationToken);
    }

    /// <summary>For a process that scans once: opens the store and begins the removal, which goes on by itself (<see cref="LeftOvers"/>). The second call is the first one's.</summary>
    /// <exception cref="EngineException">The store cannot be opened.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => _started ??= OpenAndBeginAsync(cancellationToken);

    private async Task OpenAndBeginAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        leftOvers.Begin(Task.Run(() => SweepAsync([], cancellationToken), cancellationToken));
    }

    /// <summary>Opens the store and frees what killed processes had in hand; for a process that has nothing to do with the engine.</summary>
    /// <exception cref="EngineException">The store cannot be opened.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await store.InitializeAsync(cancellationToken);
        await EndLeasesAsync(presence.FindDead(), cancellationToken);
    }

    /// <summary>Removes what processes of the same data folder that were killed since left on the engine, and frees what they had in hand. Asks nobody where all live.</summary>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    public async Task FreeAsync(CancellationToken cancellationToken)
    {
        if (presence.FindDead() is { Count: > 0 } dead)
        {
            await SweepAsync(dead, cancellationToken);
            await EndLeasesAsync(dead, cancellationToken);
        }
    }

    // Before the leases of the dead end: once somebody has claimed such a scan again, what is left of it looks like his.
    private async Task SweepAsync(IReadOnlyList<string> dead, CancellationToken cancellationToken)
    {
        FindRunningScans findRunning = dead.Count == 0 ? store.ListRunningAsync : token => ListOfLivingAsync(dead, token);
        // First the sandboxes: they know the order in which their containers can be removed.
        var (swept, said) = (0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var sandbox in sandboxes)
        {
            swept += await TryAsync(sandbox.SweepAsync, findRunning, said, cancellationToken);
        }

        swept += await TryAsync(engine.SweepAsync, findRunning, said, cancellationToken);
        if (swept > 0)
        {
            Log.Swept(logger, swept);
        }
    }

    // There may be two engines: one that is away must not keep the other from being cleaned.
    private async Task<int> TryAsync(Func<FindRunningScans, CancellationToken, Task<int>> sweep, FindRunningScans findRunning, HashSet<string> said, CancellationToken cancellationToken)
    {
        try
        {
            return await sweep(findRunning, cancellationToken);
        }
        catch (EngineException e)
        {
            // Its words say what is wrong; that no engine is there is nothing that a stack explains. Once, where both are one engine.
            if (said.Add(e.Failure.Message))
            {
                Log.SweepBroke(logger, DisplayText.Clean(e.Failure.Message, MaxReason));
            }

            return 0;
        }
    }

    private async Task<IReadOnlyCollection<ScanId>> ListOfLivingAsync(IReadOnlyList<string> dead, CancellationToken cancellationToken)
    {
        List<ScanId> running = [];
        foreach (var scan in await store.ListRunningAsync(cancellationToken))
        {
            if (await store.FindJobAsync(scan, cancellationToken) is { LeaseOwner: { } owner } && !dead.Contains(owner, StringComparer.Ordinal))
            {
                running.Add(scan);
            }
        }

        return running;
    }

    private async Task EndLeasesAsync(IReadOnlyList<string> dead, CancellationToken cancellationToken)
    {
        foreach (var worker in dead)
        {
            if (await store.EndLeasesAsync(worker, cancellationToken) is > 0 and var count)
            {
                Log.Freed(logger, count);
            }

            await cards.EndLeasesAsync(worker, cancellationToken);
            await lookups.EndLeasesAsync(worker, cancellationToken);
            await watches.EndLeasesAsync(worker, cancellationToken);
            presence.Forget(worker);
        }
    }
}
