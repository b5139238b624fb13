using System.Globalization;
using DockerScan.Core.Images;
using DockerScan.Core.Stages;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Pipeline;

/// <summary>Which of the images that the operator named is below an image: the one with most of its lowest layers. Nothing is pulled for it.</summary>
internal sealed class NamedBases(IImageEngine engine, IOptions<ScanningOptions> options)
{
    private readonly IReadOnlyList<ImageReference> _names = [.. options.Value.Bases.Select(name => ImageReference.TryParse(name, out var reference, out _) ? reference : null).OfType<ImageReference>()];

    /// <summary>What the stage that had the image says of it; empty when none of them is below it.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(TargetImage image, CancellationToken cancellationToken)
    {
        TargetImage? best = null;
        foreach (var name in _names)
        {
            // One that is not there, or of another platform, is below nothing.
            if ((await engine.FindAsync(name, image.Platform, cancellationToken)).Value is { } named && IsBelow(named, image) && named.Layers.Count > (best?.Layers.Count ?? 0))
            {
                best = named with { Reference = name };
            }
        }

        return best is null ? new Dictionary<string, string>() : new Dictionary<string, string>
        {
            [StageReport.BaseKey] = best.Reference.ToString(), [StageReport.BaseLayersKey] = best.Layers.Count.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static bool IsBelow(TargetImage named, TargetImage image)
        => named.Layers.Count < image.Layers.Count && image.Layers.Take(named.Layers.Count).SequenceEqual(named.Layers, StringComparer.Ordinal);
}
