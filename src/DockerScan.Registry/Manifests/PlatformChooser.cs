using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.Registry.Manifests;

/// <summary>Chooses the entry of an index that holds the platform asked for.</summary>
internal static class PlatformChooser
{
    private const string ReferenceType = "vnd.docker.reference.type";
    private const int MaxNamed = 12;

    /// <summary>
    /// The entry that is this very platform, else the nearest older variant; of several the first, as the image specification says. Else one
    /// that names no platform, which the specification allows: its configuration says what it is. What is not an image is passed over.
    /// </summary>
    public static Result<Descriptor> Choose(ImageReference reference, Manifest index, ImagePlatform wanted)
    {
        var images = (index.Manifests ?? []).OfType<Descriptor>().Where(IsImage).ToList();
        var chosen = images
            .Select(entry => (Entry: entry, Distance: entry.Platform?.ToPlatform() is { } offered ? wanted.DistanceTo(offered) : null))
            .Where(pair => pair.Distance is not null)
            .OrderBy(pair => pair.Distance)
            .FirstOrDefault().Entry;
        chosen ??= images.FirstOrDefault(entry => entry.Platform is null or { IsEmpty: true });
        if (chosen is not null)
        {
            return chosen;
        }

        var others = images.Select(entry => entry.Platform!.ToPlatform()).OfType<ImagePlatform>().Select(platform => platform.ToString()).Distinct(StringComparer.Ordinal).Take(MaxNamed).ToList();
        var next = others.Count == 0 ? "it has no image at all" : $"it has {string.Join(", ", others)}";
        return new ScanFailure(FailureKind.WrongPlatform, $"{DisplayText.Clean(reference.Familiar, 120)} has no {wanted}; {next}");
    }

    // BuildKit's attestations stand in the index as platform unknown/unknown.
    private static bool IsImage(Descriptor entry)
        => entry.Platform is not { Os: "unknown" }
            && entry.Annotations?.ContainsKey(ReferenceType) != true
            && (entry.MediaType is null || MediaTypes.IsIndex(entry.MediaType) || MediaTypes.IsManifest(entry.MediaType));
}
