using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Checks;
using DockerScan.Core.Exploits;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Accepting;

/// <param name="store">The acceptances; null where none are kept.</param>
/// <param name="exploits">What is known of exploitation; null where no list is.</param>
/// <param name="bases">Finds the image below.</param>
/// <param name="checklist">The checks.</param>
/// <param name="time">The clock by which acceptances end.</param>
/// <param name="logger">For those that cannot be read.</param>
internal sealed class ResultReader(IAcceptanceStore? store, IExploitLists? exploits, BaseFinder bases, Checklist checklist, TimeProvider time, ILogger<ResultReader> logger) : IResultReader
{
    public async Task<ScanResult?> ReadAsync(ScanResult? result, CancellationToken cancellationToken)
    {
        if (result is null)
        {
            return null;
        }

        if (await bases.FindAsync(result, cancellationToken) is { } below)
        {
            result = result with { Base = below };
        }

        if (result.Findings.Count == 0)
        {
            return result;
        }

        var known = exploits is null ? result : ExploitedReading.With(result, await exploits.FindAsync(ExploitedReading.Ids(result), cancellationToken));
        return store is null ? known : await AcceptedAsync(store, known, cancellationToken);
    }

    private async Task<ScanResult> AcceptedAsync(IAcceptanceStore acceptances, ScanResult result, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            var held = await acceptances.ListForAsync(result.Reference.Repository, now, cancellationToken);
            return AcceptedReading.At(result, held, checklist, now);
        }
        catch (EngineException e)
        {
            Log.AcceptancesUnread(logger, result.Id, e);
            return result with { Accepted = AcceptedFindings.Unread };
        }
    }
}
