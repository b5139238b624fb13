using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Watches;

namespace WatchBench;

/// <summary>One watched image: its runs, one after another, what each of them saw, and what was told.</summary>
internal sealed class WatchedImage(WatchedStore store, Watch watch)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);
    private readonly HashSet<ScanId> _read = [];
    private readonly List<IReadOnlySet<DriftFact>> _seen = [];

    private static CancellationToken None => CancellationToken.None;

    public string Name => watch.Id;

    /// <summary>How many runs were planned.</summary>
    public int Planned { get; private set; }

    /// <summary>Results in which the image was seen running, to the end; second runs among them.</summary>
    public int Seen => _seen.Count;

    /// <summary>Runs and second runs that were not seen to the end, or gave no result at all.</summary>
    public int Unseen { get; private set; }

    /// <summary>Its time has come: waits until the run has ended, and the second one where one was asked for.</summary>
    public async Task RunAsync()
    {
        await store.PlanAsync([watch.Id]);
        Planned++;
        await WatchedStore.UntilAsync(IsQuietAsync, Often, $"{watch.Id}: run {Planned} does not end");
        if (await ReadAsync() == 0)
        {
            Report.Note($"{watch.Id}, run {Planned}: no result: {string.Join("; ", (await store.Watches.ListTargetsAsync(watch.Id, None)).Select(target => target.Problem?.Message))}");
            Unseen++;
        }
    }

    /// <summary>What was told, "now watching" left out, the oldest first.</summary>
    public async Task<IReadOnlyList<Alert>> AlertsAsync()
    {
        List<Alert> alerts = [];
        foreach (var run in (await store.Alerts.ReadAsync(watch.Id, None)).Runs.Reverse())
        {
            if (await store.Alerts.FindAsync(Alert.IdOf(run), None) is { Kind: not AlertKind.Watching } alert)
            {
                alerts.Add(alert);
                var what = alert.Lines.Select(line => line.Finding.Details.Title).Concat(alert.Drift.Select(fact => $"{fact.Kind} {fact.Text}"));
                Report.Note($"told of {watch.Id}{(alert.Follows is null ? string.Empty : ", in the thread of another")}: {alert.Kind}: {string.Join("; ", what)}");
            }
        }

        return alerts;
    }

    // The second run is planned after the first has ended: until it asked for its scan, what it is to confirm says so.
    private async Task<bool> IsQuietAsync()
        => !await store.Watches.HasEarlierAsync(new WatchRun { WatchId = watch.Id, Planned = TimeProvider.System.GetUtcNow().AddDays(1) }, None)
            && (await store.Alerts.ReadAsync(watch.Id, None)).Waiting.All(each => each.Second is not null);

    // How many results are new.
    private async Task<int> ReadAsync()
    {
        var count = 0;
        foreach (var id in (await store.Watches.ListTargetsAsync(watch.Id, None)).SelectMany(target => target.Baseline.Reverse()).Where(_read.Add))
        {
            count++;
            var result = await store.Scans.FindResultAsync(id, None) ?? throw new InvalidOperationException($"{watch.Id}: result {id} is gone");
            if (!DriftFact.IsSeen(result))
            {
                Report.Note($"{watch.Id}, run {Planned}: not seen to the end: {string.Join("; ", result.Stages.Where(stage => stage.Reason is { Length: > 0 }).Select(stage => $"{stage.Id}: {stage.Reason}"))}");
                Unseen++;
                continue;
            }

            var facts = DriftFact.Of(result);
            var known = _seen.TakeLast(WatchTarget.BaselineSize).SelectMany(each => each).ToHashSet();
            if (_seen.Count > 0 && facts.Except(known).ToList() is { Count: > 0 } fresh)
            {
                Report.Note($"{watch.Id}, run {Planned}: not seen before: {string.Join("; ", fresh.Take(5))}{(fresh.Count > 5 ? $" and {fresh.Count - 5} more" : string.Empty)}");
            }

            _seen.Add(facts);
        }

        return count;
    }
}
