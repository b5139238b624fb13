using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Checks;
using DockerScan.Core.Exploits;
using DockerScan.Core.Images;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Accepting;

/// <param name="store">The acceptances; null where none are kept.</param>
/// <param name="exploits">What is known of exploitation; null where no list is.</param>
/// <param name="index">Where the image below is looked for; null where nobody looks.</param>
/// <param name="checklist">The checks.</param>
/// <param name="time">The clock by which acceptances end.</param>
/// <param name="logger">For those that cannot be read.</param>
internal sealed class ResultReader(IAcceptanceStore? store, IExploitLists? exploits, IResultIndex? index, Checklist checklist, TimeProvider time, ILogger<ResultReader> logger) : IResultReader
{
    public async Task<ScanResult?> ReadAsync(ScanResult? result, CancellationToken cancellationToken)
    {
        if (result is null)
        {
            return null;
        }

        if (await BaseAsync(result.Image, cancellationToken) is { } below)
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

    // The most layers that are all the layers of an image that was scanned too; else the image's own word.
    private async Task<BaseImage?> BaseAsync(TargetImage? image, CancellationToken cancellationToken)
    {
        if (image is null)
        {
            return null;
        }

        var chains = LayerChain.Of([.. image.Layers.SkipLast(1)]).Reverse().ToList();
        try
        {
            return index is not null && chains.Count > 0 && await index.FindImageAsync(chains, cancellationToken) is var (chain, reference)
                ? new BaseImage(reference, chains.Count - chains.IndexOf(chain), BaseSource.Layers)
                : BaseImage.OfLabel(image);
        }
        catch (EngineException e)
        {
            // The result is worth reading without it.
            Log.BaseNotLookedFor(logger, e);
            return BaseImage.OfLabel(image);
        }
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
