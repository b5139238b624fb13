using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace DockerScan.Registry;

/// <summary>Chooses the entry of an index that holds the platform asked for.</summary>
internal static class PlatformChooser
{
    private const string ReferenceType = "vnd.docker.reference.type";
    private const int MaxNamed = 12;

    /// <summary>The first entry that matches, as the image specification says; entries that are not images are passed over.</summary>
    public static Result<Descriptor> Choose(ImageReference reference, Manifest index, ImagePlatform wanted)
    {
        var images = (index.Manifests ?? []).OfType<Descriptor>().Where(IsImage).ToList();
        var exact = images.FirstOrDefault(entry => entry.Platform!.ToPlatform() == wanted);
        var chosen = exact ?? images.FirstOrDefault(entry => Matches(entry.Platform!.ToPlatform(), wanted));
        // A nested index without a platform may hold it.
        chosen ??= (index.Manifests ?? []).OfType<Descriptor>().FirstOrDefault(entry => MediaTypes.IsIndex(entry.MediaType) && entry.Platform is null);
        if (chosen is not null)
        {
            return chosen;
        }

        var others = images.Select(entry => entry.Platform!.ToPlatform()!.ToString()).Distinct(StringComparer.Ordinal).Take(MaxNamed).ToList();
        var next = others.Count == 0 ? "it has no image at all" : $"it has {string.Join(", ", others)}";
        return new ScanFailure(FailureKind.WrongPlatform, $"{DisplayText.Clean(reference.Familiar, 120)} has no {wanted}; {next}");
    }

    /// <summary>Whether a platform is the one wanted; a variant that nobody asked for does not matter.</summary>
    public static bool Matches(ImagePlatform? actual, ImagePlatform wanted)
        => actual is not null && actual.Os == wanted.Os && actual.Architecture == wanted.Architecture
            && (wanted.Variant is null || wanted.Variant == actual.Variant);

    // BuildKit's attestations stand in the index as platform unknown/unknown.
    private static bool IsImage(Descriptor entry)
        => entry.Platform?.ToPlatform() is { Os: not "unknown" }
            && entry.Annotations?.ContainsKey(ReferenceType) != true
            && (entry.MediaType is null || MediaTypes.IsIndex(entry.MediaType) || MediaTypes.IsManifest(entry.MediaType));
}
