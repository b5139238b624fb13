using DockerScan.Core.Acceptances;
using DockerScan.Core.Alerts;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;

namespace DockerScan.Engine.Alerting;

/// <summary>Looks for acceptances that expired: what they covered counts again, and is told once, without a run.</summary>
internal sealed class ExpiredAcceptances(IAcceptanceStore acceptances, IWatchStore watches, IScanStore scans, AlertingNews news, TimeProvider time)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Tells what expired since somebody looked; how many watches it was for.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var all = await acceptances.ListAsync(now - AlertInput.ExpiryWindow, cancellationToken);
        var ended = all.Where(one => one.ExpiresAt <= now && one.EndsAt == one.ExpiresAt && !_seen.Contains(one.Id)).ToList();
        var count = 0;
        if (ended.Count > 0)
        {
            foreach (var watch in await watches.ListAsync(cancellationToken))
            {
                var own = ended.Where(one => RepositoryPattern.Matches(one.Repository, watch.Image.Repository)).ToList();
                if (own.Count > 0 && await ReadAsync(watch, cancellationToken) is { Count: > 0 } changes)
                {
                    // The same whichever process sees it.
                    await news.TellAsync($"{watch.Id}@expired@{string.Join('+', own.Select(one => one.Id).Order(StringComparer.Ordinal).Take(20))}", watch, changes, cancellationToken);
                    count++;
                }
            }
        }

        // Only now: what could not be told is told at the next look.
        _seen.UnionWith(ended.Select(one => one.Id));
        return count;
    }

    private async Task<IReadOnlyList<AlertChange>> ReadAsync(Watch watch, CancellationToken cancellationToken)
    {
        List<AlertChange> changes = [];
        var targets = await watches.ListTargetsAsync(watch.Id, cancellationToken);
        foreach (var same in targets.Where(target => target.LastComplete is not null).GroupBy(target => (target.LastComplete, target.Platform)))
        {
            if (await scans.FindResultAsync(same.Key.LastComplete!.Value, cancellationToken) is { } result)
            {
                var change = new WatchChange([.. same.Select(target => target.Tag)], same.Key.Platform, WatchReason.Unchanged, result.Id, result.Id, [result.Id]);
                changes.Add(new AlertChange(change, result, result, [result]));
            }
        }

        return changes;
    }
}
