using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Queue;

internal sealed class ScanWorker(IScanStore store, ScanWork work, WorkLoop loop, WorkerPresence presence, IOptions<ScanningOptions> options) : IScanWorker
{
    public Task<bool> RunNextAsync(ScanId? only, OnStop onStop, CancellationToken cancellationToken)
        => loop.RunNextAsync(store, Wish() with { Only = only?.Value }, new ScanRun(work, onStop), cancellationToken);

    public Task<bool> RunNextForPeopleAsync(OnStop onStop, CancellationToken cancellationToken)
        => loop.RunNextAsync(store, Wish() with { IsForPeople = true }, new ScanRun(work, onStop), cancellationToken);

    private ClaimWish Wish() => new(presence.Name, TimeSpan.FromSeconds(options.Value.LeaseSeconds));
}
