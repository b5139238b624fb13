using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Reputations;
using DockerScan.Engine.Scanning;

namespace DockerScan.Host.Running;

/// <summary>One scan in this process: queued like any other, worked on here unless another process has it, progress as lines.</summary>
internal sealed class OneShotScan(IScanService scans, IScanWorker worker, StartupSweeper sweeper, LeftOvers leftOvers, LookupService lookups, TimeProvider time)
{
    private static readonly TimeSpan ForeignPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReputationPause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    /// <summary>Scans.</summary>
    /// <exception cref="EngineException">The store cannot be used, or somebody cancelled the scan.</exception>
    public async Task<ScanResult> RunAsync(ScanRequest request, TextWriter progress, CancellationToken cancellationToken)
        => await TryRunAsync(request, progress, cancellationToken)
            ?? throw new EngineException(new ScanFailure(FailureKind.Internal, $"the scan of {request.Reference.Familiar} was cancelled"));

    /// <summary>Scans.</summary>
    /// <returns>Null when somebody cancelled the scan.</returns>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    public async Task<ScanResult?> TryRunAsync(ScanRequest request, TextWriter progress, CancellationToken cancellationToken)
    {
        await sweeper.StartAsync(cancellationToken);
        var enqueued = await scans.SubmitAsync(request, cancellationToken);
        var id = enqueued.Job.Id;
        if (enqueued.Joined)
        {
            // What a killed program left of this very scan would count as a running scan's as soon as it is claimed here.
            await leftOvers.Removal.WaitAsync(cancellationToken);
        }

        await progress.WriteLineAsync(enqueued.Joined ? $"joined scan {id}, which is under way" : $"scan {id} of {request.Reference.Familiar}");
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(id, progress, done.Token);
        var isWorked = false;
        try
        {
            await WorkAsync(id, watching, cancellationToken);
            isWorked = true;
        }
        finally
        {
            // The watcher ends by itself with the scan. A stop, or a store that cannot take the result, leaves it one without an end.
            if (!isWorked)
            {
                await done.CancelAsync();
            }

            await ((Task)watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return await scans.FindResultAsync(id, cancellationToken);
    }

    /// <summary>Makes look-ups until every answer for a result is there, or the time is over.</summary>
    /// <returns>The result as it is then.</returns>
    public async Task<ScanResult> AwaitReputationsAsync(ScanResult result, TimeSpan patience, TextWriter progress, CancellationToken cancellationToken)
    {
        var (started, told) = (time.GetTimestamp(), -1);
        await lookups.StartAsync(cancellationToken);
        try
        {
            while (result.Reputations.Count(each => each.IsWaiting) is > 0 and var waiting && time.GetElapsedTime(started) is var spent && spent < patience)
            {
                if (waiting != told)
                {
                    told = waiting;
                    await progress.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  … {StageTitle.Of(StageIds.VirusTotal)}: {waiting} answers to come, waiting at most {(patience - spent).TotalSeconds:0} s"));
                }

                var rest = patience - spent;
                await Task.Delay(rest < ReputationPause ? rest : ReputationPause, time, cancellationToken);
                result = await scans.FindResultAsync(result.Id, cancellationToken) ?? result;
            }
        }
        finally
        {
            using var limit = new CancellationTokenSource(StopLimit, time);
            await lookups.StopAsync(limit.Token);
        }

        return result;
    }

    private async Task WorkAsync(ScanId id, Task watching, CancellationToken cancellationToken)
    {
        while (!await worker.RunNextAsync(id, OnStop.Cancel, cancellationToken))
        {
            if (watching.IsCompletedSuccessfully)
            {
                // It ended in another process, with a result or cancelled.
                return;
            }

            // Another process holds it; if that dies, its lease runs out and the next claim succeeds.
            await Task.Delay(ForeignPause, time, cancellationToken);
        }
    }

    private async Task WatchAsync(ScanId id, TextWriter progress, CancellationToken cancellationToken)
    {
        var lines = new ProgressLines(progress, ProgressLines.IsTerminal(progress), time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var counting = lines.CountAsync(over.Token);
        try
        {
            await foreach (var snapshot in scans.WatchAsync(id, cancellationToken))
            {
                lines.Show(snapshot);
            }
        }
        finally
        {
            await over.CancelAsync();
            await counting;
        }
    }
}
