using System.Runtime.CompilerServices;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Running;

/// <summary>Several scans in this process, as many at once as <c>Scan:Concurrency</c> says, with a Trivy server of their own where none is kept.</summary>
internal sealed class BatchScan(OneShotScan scan, TrivyServerService trivy, IOptions<ScanningOptions> options)
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    /// <summary>Scans all of them; each answer comes when it and those before it are there.</summary>
    /// <param name="requests">What to scan.</param>
    /// <param name="progress">Where progress goes, each line with its image's name.</param>
    /// <param name="cancellationToken">Stops all.</param>
    /// <returns>The answers in the order of <paramref name="requests"/>; null for a scan that somebody cancelled.</returns>
    /// <exception cref="EngineException">The store cannot be used: the scans that have not ended are given up.</exception>
    public async IAsyncEnumerable<ScanResult?> RunAsync(IReadOnlyList<ScanRequest> requests, TextWriter progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var places = new SemaphoreSlim(options.Value.Places);
        var shared = TextWriter.Synchronized(progress);
        await trivy.StartAsync(stop.Token);
        var running = requests.Select(request => RunAsync(request, shared, places, stop)).ToList();
        try
        {
            foreach (var each in running)
            {
                yield return await ResultAsync(each, running, cancellationToken);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            using var limit = new CancellationTokenSource(StopLimit);
            await trivy.StopAsync(limit.Token);
        }
    }

    // Ended because another one failed: that one says why.
    private static async Task<ScanResult?> ResultAsync(Task<ScanResult?> one, IReadOnlyList<Task<ScanResult?>> all, CancellationToken cancellationToken)
    {
        try
        {
            return await one;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await ((Task)Task.WhenAll(all)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return await (all.FirstOrDefault(each => each.IsFaulted) ?? one);
        }
    }

    private async Task<ScanResult?> RunAsync(ScanRequest request, TextWriter progress, SemaphoreSlim places, CancellationTokenSource stop)
    {
        await places.WaitAsync(stop.Token);
        try
        {
            await using var named = new NamedLines(progress, request.Reference.Familiar);
            return await scan.TryRunAsync(request, named, stop.Token);
        }
        catch (EngineException)
        {
            // One store for all: what it did not take of this one it will not take of the next.
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            places.Release();
        }
    }
}
