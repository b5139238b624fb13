using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Telemetry;
using DockerScan.Core.Watches;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Work;

/// <summary>The one way to work on leased items: claim, renew while the work goes on, give back what could not be done.</summary>
public sealed class WorkLoop(TimeProvider time, ILogger<WorkLoop> logger, NodeMetrics? metrics = null)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BrokenPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CleanupLimit = TimeSpan.FromSeconds(10);

    /// <summary>Repeats a step until stopped. A step that breaks is tried again after a while: what it works on is in the store.</summary>
    /// <param name="what">For the log.</param>
    /// <param name="step">Does something; how long to pause then.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task RunAsync(string what, Func<CancellationToken, Task<TimeSpan>> step, CancellationToken cancellationToken) => RunAsync(what, step, signal: null, cancellationToken);

    /// <summary>The same, with pauses that a signal ends.</summary>
    /// <param name="what">For the log.</param>
    /// <param name="step">Does something; how long to pause then.</param>
    /// <param name="signal">Says that there is something to do; null where nobody does.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(string what, Func<CancellationToken, Task<TimeSpan>> step, WorkSignal? signal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        while (!cancellationToken.IsCancellationRequested)
        {
            var pause = BrokenPause;
            // Before the step: what comes while it looks is not missed.
            var isWoken = signal?.Next;
            try
            {
                pause = await step(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // The boundary: nothing is lost by trying again later.
                Log.LoopBroke(logger, e, what);
                isWoken = null;
            }

            if (pause > TimeSpan.Zero)
            {
                await PauseAsync(pause, isWoken, cancellationToken);
            }
        }
    }

    private async Task PauseAsync(TimeSpan pause, Task? isWoken, CancellationToken cancellationToken)
    {
        if (isWoken is null)
        {
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(isWoken, Task.Delay(pause, time, over.Token));
        await over.CancelAsync();
    }

    /// <summary>Claims one item and works on it until it has ended or was given back.</summary>
    /// <returns>False when there was none to claim.</returns>
    public async Task<bool> RunNextAsync<T>(ILeased<T> items, ClaimWish wish, IWork<T> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(wish);
        ArgumentNullException.ThrowIfNull(work);
        if (await items.ClaimAsync(wish, cancellationToken) is not { } claimed)
        {
            return false;
        }

        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var holding = HoldAsync(items, claimed, wish.Lease, work, running);
        try
        {
            var end = await work.DoAsync(claimed, running.Token);
            await ReleaseAsync(items, claimed.Claim, end, cancellationToken);
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            await StoppedAsync(items, claimed, work, await holding);
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            await TryReleaseAsync(items, claimed.Claim, _ => Task.FromResult(WorkEnd.Failed(work.PauseAfter(claimed.Item))));
            throw;
        }
        finally
        {
            await running.CancelAsync();
            await ((Task)holding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return true;
    }

    // Null when the work ended by itself, or the program stops.
    private async Task<LeaseAnswer?> HoldAsync<T>(ILeased<T> items, Claimed<T> claimed, TimeSpan lease, IWork<T> work, CancellationTokenSource running)
    {
        try
        {
            var renewedAt = time.GetTimestamp();
            while (true)
            {
                // No exception for what happens to every item: it ended, and nothing is left to renew.
                await Task.Delay(lease / 3 < Beat ? lease / 3 : Beat, time, running.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (running.IsCancellationRequested)
                {
                    return null;
                }

                var answer = await work.BeatAsync(claimed, running.Token);
                if (answer == LeaseAnswer.Held && time.GetElapsedTime(renewedAt) >= lease / 3)
                {
                    answer = await items.RenewAsync(claimed.Claim, lease, running.Token);
                    renewedAt = time.GetTimestamp();
                }

                if (answer != LeaseAnswer.Held)
                {
                    // Somebody else has it, or nobody wants it any more: going on would only waste the machine.
                    await running.CancelAsync();
                    return answer;
                }
            }
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A store that cannot be reached cannot take the result either. If it is back soon the item is given back, and else its lease ends.
            Log.RenewalBroke(logger, e, claimed.Claim.Item);
            await running.CancelAsync();
            await TryReleaseAsync(items, claimed.Claim, _ => Task.FromResult(WorkEnd.Failed(work.PauseAfter(claimed.Item))));
            return LeaseAnswer.Stale;
        }
    }

    private async Task StoppedAsync<T>(ILeased<T> items, Claimed<T> claimed, IWork<T> work, LeaseAnswer? why)
    {
        if (why == LeaseAnswer.Stale)
        {
            Lost<T>(claimed.Claim);
            return;
        }

        await TryReleaseAsync(items, claimed.Claim, token => work.StopAsync(claimed, isWanted: why == LeaseAnswer.StopWanted, token));
    }

    private async Task TryReleaseAsync<T>(ILeased<T> items, Claim claim, Func<CancellationToken, Task<WorkEnd>> find)
    {
        // Also after a stop, but not for ever.
        using var limit = new CancellationTokenSource(CleanupLimit, time);
        try
        {
            await ReleaseAsync(items, claim, await find(limit.Token), limit.Token);
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            // The lease runs out by itself and the item is claimed again.
            Log.GiveBackBroke(logger, e, claim.Item);
        }
    }

    private async Task ReleaseAsync<T>(ILeased<T> items, Claim claim, WorkEnd end, CancellationToken cancellationToken)
    {
        if (end.DueAfter is { } after && await items.ReleaseAsync(claim, after, end.IsFailure, cancellationToken) == LeaseAnswer.Stale)
        {
            Lost<T>(claim);
        }
    }

    private void Lost<T>(Claim claim)
    {
        Log.LeaseLost(logger, claim.Item);
        metrics?.ClaimLost(Kind(typeof(T)));
    }

    private static string Kind(Type item)
        => item == typeof(ScanJob) ? "scan" : item == typeof(PendingLookup) ? "lookup" : item == typeof(DueCard) ? "card" : item == typeof(WatchRun) ? "watch" : "other";
}
