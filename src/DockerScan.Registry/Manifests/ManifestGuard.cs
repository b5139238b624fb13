using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.Registry.Manifests;

/// <summary>
/// Checks a manifest and its configuration before an engine sees them. An engine takes both for well formed: one was seen to end because of a
/// malformed one. What an engine pulls all the same passes: this asks only for what it relies on.
/// </summary>
internal static class ManifestGuard
{
    // Far over what engines stack (about 125).
    private const int MaxLayers = 4096;

    // What an engine reads in a manifest, a descriptor, a platform and the outer part of a configuration.
    private static readonly string[] ManifestNames =
        ["schemaVersion", "mediaType", "config", "layers", "manifests", "digest", "size", "platform", "os", "architecture", "variant", "urls", "fsLayers", "history", "signatures"];

    private static readonly string[] ConfigurationNames = ["rootfs", "type", "diff_ids", "os", "architecture", "variant", "config", "history"];

    /// <summary>What is wrong with a manifest or index by itself; null when nothing is.</summary>
    public static string? CheckDocument(ReadOnlySpan<byte> json)
    {
        if (JsonTwins.Find(json, ManifestNames, outerOnly: false) is { } twin)
        {
            return $"it says {twin} in two ways";
        }

        return JsonTwins.Has(json, "fsLayers") || JsonTwins.Has(json, "signatures") ? "it is a manifest of schema 1, or of two kinds at once" : null;
    }

    /// <summary>What is wrong with a configuration by itself; null when nothing is.</summary>
    public static string? CheckConfigurationDocument(ReadOnlySpan<byte> json)
        => JsonTwins.Find(json, ConfigurationNames, outerOnly: true) is { } twin ? $"its configuration says {twin} in two ways" : null;

    /// <summary>What is wrong with a manifest's layers; null when nothing is.</summary>
    public static string? CheckLayers(IReadOnlyList<Descriptor?> layers)
    {
        if (layers.Count > MaxLayers)
        {
            return FormattableString.Invariant($"its manifest lists {layers.Count} layers; at most {MaxLayers} are read");
        }

        foreach (var layer in layers)
        {
            if (layer is null || layer.Size < 0 || !ImageDigest.TryParse(layer.Digest, out _))
            {
                return "its manifest holds sizes or digests that cannot be";
            }

            if (!MediaTypes.IsLayer(layer.MediaType))
            {
                return $"its manifest lists a layer that holds no files ({DisplayText.Clean(layer.MediaType, 80)})";
            }
        }

        return null;
    }

    /// <summary>What is wrong between a manifest's layers and its configuration; null when nothing is.</summary>
    public static string? CheckConfiguration(IReadOnlyList<Descriptor?> layers, ImageConfigurationFields configuration)
    {
        if (configuration.RootFileSystem is not { } files || files.Type is not ("layers" or null or ""))
        {
            return "its configuration lists no layers (rootfs)";
        }

        var diffs = files.DiffIds ?? [];
        if (diffs.Count != layers.Count)
        {
            return FormattableString.Invariant($"its manifest lists {layers.Count} layers and its configuration {diffs.Count}");
        }

        return diffs.Any(diff => !ImageDigest.TryParse(diff, out _)) ? "its configuration holds digests that cannot be" : null;
    }
}
