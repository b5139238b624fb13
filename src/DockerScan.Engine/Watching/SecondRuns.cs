using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Watching;

/// <summary>
/// Asks for the second run that has to confirm what one showed: soon, once, and as every scan of a schedule, so that it waits where a registry's
/// limit asks for that. Where it could not be asked for, the next planned run of the watch does it.
/// </summary>
internal sealed class SecondRuns(IWatchStore watches, TimeProvider time, ILogger<SecondRuns> logger, IAlertStore? alerts = null)
{
    // What nobody could confirm within it is left to the week's whole run.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(2);

    /// <summary>The tags of a watch, with their platforms, that a second run is to look at. None where nobody would be told.</summary>
    public async Task<IReadOnlySet<string>> FindAsync(Watch watch, CancellationToken cancellationToken)
    {
        var isHeard = watch.Places.Count > 0 && !watch.IsMutedAt(time.GetUtcNow());
        var waiting = alerts is null || !isHeard ? [] : (await alerts.ReadAsync(watch.Id, cancellationToken)).Waiting;
        return waiting.Where(each => each.Second is null && time.GetUtcNow() - each.At < Patience).Select(each => each.Target).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A run has ended: where something waits for a second one, that is planned now.</summary>
    public async Task PlanAsync(Watch watch, CancellationToken cancellationToken)
    {
        if (await FindAsync(watch, cancellationToken) is { Count: > 0 } targets && await watches.PlanAsync(watch.Id, time.GetUtcNow(), cancellationToken))
        {
            Log.SecondPlanned(logger, watch.Id, targets.Count);
        }
    }

    /// <summary>A scan was asked for: it is the second one of a tag, and no other is asked for.</summary>
    public async Task AskedAsync(string watch, string target, ScanId scan, CancellationToken cancellationToken)
    {
        // Who is always overtaken by others asks once more, which harms nobody.
        for (var tries = 0; alerts is not null && tries < 5; tries++)
        {
            var book = await alerts.ReadAsync(watch, cancellationToken);
            var waiting = book.Waiting.Select(each => each.Target == target && each.Second is null && each.Scan != scan ? each with { Second = scan } : each).ToList();
            if (waiting.SequenceEqual(book.Waiting) || await alerts.KeepAsync(book with { Waiting = waiting }, [], cancellationToken))
            {
                return;
            }
        }
    }
}
