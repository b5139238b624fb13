using System.Runtime.CompilerServices;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Scanning;
using DockerScan.TestKit.Stores;

namespace DockerScan.Web.Tests;

/// <summary>Scans in memory, as the pages ask for them.</summary>
internal sealed class FakeScans : IScanService, IScanList
{
    private readonly List<(ScanId Id, ScanRequest Request)> _scans = [];
    private readonly Dictionary<ScanId, ScanResult> _results = [];
    private readonly Dictionary<ScanId, ScanProgress> _progress = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<ScanRequest> Submitted { get; } = [];

    public List<ScanId> Cancelled { get; } = [];

    public Exception? Broken { get; set; }

    /// <summary>What a result waits for.</summary>
    public Task BeforeResult { get; set; } = Task.CompletedTask;

    /// <summary>The last list that was asked for.</summary>
    public ScanListQuery? Query { get; private set; }

    /// <summary>A scan that ended with a result.</summary>
    public ScanId Keep(ScanResult result, ScanId? id = null)
    {
        var scan = id ?? result.Id;
        lock (_lock)
        {
            _scans.Add((scan, new ScanRequest(result.Reference, null, new ScanOptions(), "cli")));
            _results[scan] = result;
            _progress[scan] = new ScanProgress(scan, ScanPhase.Finished, 0, [], result.Id);
        }

        return scan;
    }

    /// <summary>How far a scan is; one that is not there is made.</summary>
    public void Show(ScanProgress progress, string reference = "redis:7")
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            if (!_scans.Exists(scan => scan.Id == progress.Scan))
            {
                _scans.Add((progress.Scan, new ScanRequest(ImageReference.Parse(reference), null, new ScanOptions(), "cli")));
            }

            _progress[progress.Scan] = progress;
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }

    public Task<EnqueuedScan> SubmitAsync(ScanRequest request, CancellationToken cancellationToken)
    {
        ThrowIfBroken();
        Submitted.Add(request);
        var id = ScanSamples.Id(500 + Submitted.Count);
        Show(new ScanProgress(id, ScanPhase.Queued, 0, [], null), request.Reference.ToString());
        return Task.FromResult(new EnqueuedScan(new ScanJob { Id = id, Request = request, State = ScanState.Queued, CreatedAt = ScanSamples.Start }, Joined: false, 0));
    }

    public async IAsyncEnumerable<ScanProgress> WatchAsync(ScanId scan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            ScanProgress? now;
            lock (_lock)
            {
                (changed, now) = (_changed.Task, _progress.GetValueOrDefault(scan));
            }

            if (now is null)
            {
                yield break;
            }

            yield return now;
            if (now.Phase == ScanPhase.Finished)
            {
                yield break;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    public async Task<ScanResult?> FindResultAsync(ScanId scan, CancellationToken cancellationToken)
    {
        await BeforeResult.WaitAsync(cancellationToken);
        return _results.GetValueOrDefault(scan);
    }

    public Task<string?> FindRequesterAsync(ScanId scan, CancellationToken cancellationToken) => Task.FromResult<string?>("cli");

    public Task<ScanRequest?> FindRequestAsync(ScanId scan, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<ScanRequest?>(_scans.Find(each => each.Id == scan).Request);
        }
    }

    public Task<ScanResult?> FindLatestAsync(ImageReference reference, CancellationToken cancellationToken) => Task.FromResult<ScanResult?>(null);

    public Task<ScanResult?> FindLatestHadAsync(ImageReference reference, CancellationToken cancellationToken) => Task.FromResult<ScanResult?>(null);

    public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken) => Task.FromResult(new QueueDepth(3, 1));

    public Task<CancelAnswer> CancelAsync(ScanId scan, CancellationToken cancellationToken)
    {
        Cancelled.Add(scan);
        return Task.FromResult(CancelAnswer.Cancelled);
    }

    public Task<IReadOnlyList<ListedScan>> ListAsync(ScanListQuery query, CancellationToken cancellationToken)
    {
        ThrowIfBroken();
        Query = query;
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<ListedScan>>([.. _scans.AsEnumerable().Reverse()
                .Where(scan => query.Reference is null || scan.Request.Reference.ToString() == query.Reference).Skip(query.Skip).Take(query.Take).Select(Listed)]);
        }
    }

    private ListedScan Listed((ScanId Id, ScanRequest Request) scan)
    {
        var result = _results.GetValueOrDefault(scan.Id);
        return new ListedScan(
            scan.Id, scan.Request.Reference.ToString(), result is null ? ScanState.Running : ScanState.Finished, ScanSamples.Start,
            result is null ? null : new ListedResult(result.Id, result.Platform.ToString(), result.Verdict, result.AtLeast, result.Complete, result.Findings.Count, result.FinishedAt));
    }

    private void ThrowIfBroken()
    {
        if (Broken is { } broken)
        {
            throw broken;
        }
    }
}
