using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Alerts;
using DockerScan.Core.Reading;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;

namespace DockerScan.Engine.Alerting;

/// <summary>Lets posted cards say that what they told is accepted since, and take it back when that has ended.</summary>
internal sealed class AcceptedAlerts(IAcceptanceStore acceptances, IWatchStore watches, IAlertStore alerts, IScanStore scans, TimeProvider time)
{
    // Of each watch the newest messages.
    private const int MaxAlerts = 50;

    private string? _seen;

    /// <summary>Looks whether acceptances were made, taken back or ended since the last look; how many messages changed.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // What ended a while ago was looked at when it did.
        var all = await acceptances.ListAsync(now - AlertInput.ExpiryWindow, cancellationToken);
        var standing = string.Join(',', all.Select(one => one.HoldsAt(now) ? one.Id : "-" + one.Id).Order(StringComparer.Ordinal));
        if (standing == _seen)
        {
            return 0;
        }

        var count = 0;
        if (all.Count > 0)
        {
            foreach (var watch in await watches.ListAsync(cancellationToken))
            {
                List<Acceptance> own = [.. all.Where(one => RepositoryPattern.Matches(one.Repository, watch.Image.Repository))];
                count += own.Count > 0 ? await ChangeAsync(watch, own, now, cancellationToken) : 0;
            }
        }

        // Only now: what could not be written is looked at again.
        _seen = standing;
        return count;
    }

    private async Task<int> ChangeAsync(Watch watch, List<Acceptance> own, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var book = await alerts.ReadAsync(watch.Id, cancellationToken);
        List<Alert> changed = [];
        foreach (var id in book.Entries.OrderByDescending(entry => entry.ToldAt).SelectMany(entry => entry.Told).Distinct().Take(MaxAlerts))
        {
            if (await alerts.FindAsync(id, cancellationToken) is { Scans: [var scan, ..] } alert && await scans.FindResultAsync(scan.Scan, cancellationToken) is { } result
                && AlertMaker.With(alert, Became(alert, AcceptedReading.Of(result, own), result.Reference.Repository, now)) is { } edited)
            {
                changed.Add(edited);
            }
        }

        if (changed.Count > 0 && !await alerts.KeepAsync(book, changed, cancellationToken))
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, $"what watch {watch.Id} has told could not be written: others write it all the time"));
        }

        return changed.Count;
    }

    private static Dictionary<string, FindingChange?> Became(Alert alert, AcceptanceSet accepted, string repository, DateTimeOffset now)
        => alert.Lines.Where(line => line.Since is null or FindingChange.Accepted).DistinctBy(line => line.Finding.Key, StringComparer.Ordinal)
            .ToDictionary(line => line.Finding.Key, line => accepted.Covering(line.Finding, repository, now) is null ? (FindingChange?)null : FindingChange.Accepted, StringComparer.Ordinal);
}
