using DockerScan.Core.Findings;
using DockerScan.Core.Images;

namespace DockerScan.Core.Reading;

/// <summary>Which layer of an image, and which image below it, brought what. What is not certain is left out.</summary>
public sealed class LayerReading
{
    private readonly Dictionary<string, ImageLayer> _byDigest = new(StringComparer.Ordinal);

    /// <param name="image">The image; null when it could not be had.</param>
    /// <param name="known">The base as it was found; null takes the image's own word.</param>
    /// <param name="open">The open findings.</param>
    public LayerReading(TargetImage? image, BaseImage? known, IReadOnlyList<Finding> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        Base = image is null ? null : known ?? BaseImage.OfLabel(image);
        if (image is not { Layers.Count: > 0 })
        {
            return;
        }

        var steps = image.Configuration.History.Where(entry => !entry.IsEmptyLayer).ToList();
        // A history that counts otherwise than the layers says nothing of which step made which.
        var areSteps = steps.Count == image.Layers.Count;
        var found = open.Where(finding => finding.Details.Layer is not null).ToLookup(finding => finding.Details.Layer!, StringComparer.Ordinal);
        Layers = [.. image.Layers.Select((digest, index) => new ImageLayer(
            index + 1, digest, areSteps ? steps[index].CreatedBy : null, index < (Base?.Layers ?? 0), [.. found[digest]]))];
        foreach (var layer in Layers)
        {
            // The same content twice, such as an empty layer: what came with it came with the first.
            _byDigest.TryAdd(layer.DiffId, layer);
        }
    }

    /// <summary>The image below it; null when it is not known.</summary>
    public BaseImage? Base { get; }

    /// <summary>The layers, the lowest first; empty when they were not kept.</summary>
    public IReadOnlyList<ImageLayer> Layers { get; } = [];

    /// <summary>True when layers are known to be another image's.</summary>
    public bool IsBaseKnown => Base is { Layers: > 0 };

    /// <summary>The layer that brought a finding; null when that is not known.</summary>
    public ImageLayer? Of(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Details.Layer is { } digest ? _byDigest.GetValueOrDefault(digest) : null;
    }

    /// <summary>The findings that the image below brought and a newer build of it can be without, as they have a version that mends them.</summary>
    public IReadOnlyList<Finding> MendedByBase()
        => [.. Layers.Where(layer => layer.IsBase).SelectMany(layer => layer.Findings).Where(finding => !string.IsNullOrEmpty(finding.Details.FixedVersion))];
}

/// <summary>A layer of an image.</summary>
/// <param name="Number">Which, from 1, the lowest first.</param>
/// <param name="DiffId">The digest of its unpacked content.</param>
/// <param name="Step">The step that made it, as the image's history has it: hostile text; null where the history does not say.</param>
/// <param name="IsBase">True when it is known to be another image's.</param>
/// <param name="Findings">The open findings that came with it.</param>
public sealed record ImageLayer(int Number, string DiffId, string? Step, bool IsBase, IReadOnlyList<Finding> Findings);
