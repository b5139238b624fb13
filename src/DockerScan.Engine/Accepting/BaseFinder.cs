using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Core.Tags;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Accepting;

/// <summary>Finds the image that another was built on, and a newer version of it that was scanned too.</summary>
/// <param name="index">Where it is looked for; null where nobody looks.</param>
/// <param name="store">For the newer version's findings; null where nobody counts.</param>
/// <param name="logger">For what cannot be read: a result is worth reading without it.</param>
internal sealed class BaseFinder(IResultIndex? index, IScanStore? store, ILogger<BaseFinder> logger)
{
    public async Task<BaseImage?> FindAsync(ScanResult result, CancellationToken cancellationToken)
    {
        if (result.Image is not { } image)
        {
            return null;
        }

        var chains = LayerChain.Of([.. image.Layers.SkipLast(1)]);
        try
        {
            return await BelowAsync(result, image, chains, cancellationToken) is { } below ? below with { Newer = await NewerAsync(result, below, chains, cancellationToken) } : null;
        }
        catch (EngineException e)
        {
            Log.BaseNotLookedFor(logger, e);
            return Named(result, image) ?? BaseImage.OfLabel(image);
        }
    }

    // The most layers that are all the layers of an image that was scanned, or that the operator named; else the image's own word.
    private async Task<BaseImage?> BelowAsync(ScanResult result, TargetImage image, IReadOnlyList<string> chains, CancellationToken cancellationToken)
    {
        var named = Named(result, image);
        var longer = chains.Skip(named?.Layers ?? 0).Reverse().ToList();
        return index is not null && longer.Count > 0 && await index.FindImageAsync(longer, cancellationToken) is var (chain, reference)
            ? new BaseImage(reference, chains.Count - longer.IndexOf(chain), BaseSource.Layers)
            : named ?? BaseImage.OfLabel(image);
    }

    // As the scan found it (NamedBases).
    private static BaseImage? Named(ScanResult result, TargetImage image)
        => result.Stages.FirstOrDefault(stage => stage.Id == StageIds.Acquire) is { } stage && ImageReference.TryParse(stage.Evidence.GetValueOrDefault(StageReport.BaseKey), out var reference, out _)
            && int.TryParse(stage.Evidence.GetValueOrDefault(StageReport.BaseLayersKey), NumberStyles.None, CultureInfo.InvariantCulture, out var layers) && layers > 0 && layers < image.Layers.Count
            ? new BaseImage(reference, layers, BaseSource.Named) : null;

    private async Task<NewerBase?> NewerAsync(ScanResult result, BaseImage below, IReadOnlyList<string> chains, CancellationToken cancellationToken)
    {
        if (index is null || store is null || below.Reference is not { Tag: { } tag, Digest: null })
        {
            return null;
        }

        var scanned = await index.ListNewestAsync(below.Reference.Repository, result.Platform, cancellationToken);
        if (Choose(below, tag, scanned, below.Layers > 0 ? chains[below.Layers - 1] : null) is not { } newer)
        {
            return null;
        }

        return newer.Complete && await store.FindResultAsync(newer.Scan, cancellationToken) is { } there ? BaseChange.Of(result, below, newer.Reference, there) : new NewerBase(newer.Reference);
    }

    // A newer version of the same form, the nearest kind first; else the same tag, if it has moved on.
    private static NewestResult? Choose(BaseImage below, string tag, IReadOnlyList<NewestResult> scanned, string? chain)
    {
        var byTag = scanned.Where(each => each.Reference is { Digest: null, Tag: not null } && each.Chain is not null).ToDictionary(each => each.Reference.Tag!, StringComparer.Ordinal);
        var moved = chain is not null && byTag.TryGetValue(tag, out var same) && same.Chain != chain && IsOurs(below) ? same : null;
        var newer = NewerTags.Of(tag, byTag.Keys);
        // "12" that was built anew is nearer than "13".
        return moved is not null && !(newer.Count > 0 && NewerTags.IsNear(tag, newer[0])) ? moved : newer.Count > 0 ? byTag[newer[0]] : null;
    }

    // Of a named one nobody knows whether the one that was scanned is the newer of the two.
    private static bool IsOurs(BaseImage below) => below.Source == BaseSource.Layers;
}
