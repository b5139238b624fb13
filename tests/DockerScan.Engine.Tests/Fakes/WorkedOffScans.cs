using System.Runtime.CompilerServices;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Scanning;

namespace DockerScan.Engine.Tests.Fakes;

/// <summary>The real scans, each done as soon as somebody watches it.</summary>
internal sealed class WorkedOffScans(IScanService scans, IScanWorker worker) : IScanService
{
    public Task<EnqueuedScan> SubmitAsync(ScanRequest request, CancellationToken cancellationToken) => scans.SubmitAsync(request, cancellationToken);

    public async IAsyncEnumerable<ScanProgress> WatchAsync(ScanId scan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Assert.True(await worker.RunNextAsync(scan, OnStop.Cancel, cancellationToken));
        yield return new ScanProgress(scan, ScanPhase.Finished, 0, [], scan);
    }

    public Task<ScanResult?> FindResultAsync(ScanId scan, CancellationToken cancellationToken) => scans.FindResultAsync(scan, cancellationToken);

    public Task<ScanRequest?> FindRequestAsync(ScanId scan, CancellationToken cancellationToken) => scans.FindRequestAsync(scan, cancellationToken);

    public Task<string?> FindRequesterAsync(ScanId scan, CancellationToken cancellationToken) => scans.FindRequesterAsync(scan, cancellationToken);

    public Task<ScanResult?> FindLatestAsync(ImageReference reference, CancellationToken cancellationToken) => scans.FindLatestAsync(reference, cancellationToken);

    public Task<ScanResult?> FindLatestHadAsync(ImageReference reference, CancellationToken cancellationToken) => scans.FindLatestHadAsync(reference, cancellationToken);

    public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken) => scans.GetDepthAsync(cancellationToken);

    public Task<CancelAnswer> CancelAsync(ScanId scan, CancellationToken cancellationToken) => scans.CancelAsync(scan, cancellationToken);
}
