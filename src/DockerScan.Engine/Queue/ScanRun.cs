using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Work;

namespace DockerScan.Engine.Queue;

/// <summary>The work on one scan, as whoever runs it wants it to end when it is stopped.</summary>
internal sealed class ScanRun(ScanWork work, OnStop onStop) : IWork<ScanJob>
{
    private static readonly Backoff Pauses = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

    public TimeSpan PauseAfter(ScanJob item) => Pauses.After(item.Attempts - 1);

    public Task<WorkEnd> DoAsync(Claimed<ScanJob> claimed, CancellationToken cancellationToken) => work.DoAsync(claimed, cancellationToken);

    public Task<LeaseAnswer> BeatAsync(Claimed<ScanJob> claimed, CancellationToken cancellationToken) => work.BeatAsync(claimed, cancellationToken);

    public Task<WorkEnd> StopAsync(Claimed<ScanJob> claimed, bool isWanted, CancellationToken cancellationToken)
        => isWanted || onStop == OnStop.Cancel ? work.StopAsync(claimed, cancellationToken) : Task.FromResult(WorkEnd.Again(TimeSpan.Zero));
}
