using System.Text.Json.Serialization;
using DockerScan.Core.Images;

namespace DockerScan.Registry.Manifests;

/// <summary>A platform as registries write it, in an index and in an image's configuration.</summary>
internal sealed record PlatformFields
{
    [JsonPropertyName("os")]
    public string? Os { get; init; }

    [JsonPropertyName("architecture")]
    public string? Architecture { get; init; }

    [JsonPropertyName("variant")]
    public string? Variant { get; init; }

    /// <summary>True when it names no architecture: then it says nothing.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(Architecture);

    /// <summary>The platform, an absent operating system being Linux; null when it names no architecture, or is none by the grammar (hostile text included).</summary>
    public ImagePlatform? ToPlatform()
    {
        var os = string.IsNullOrEmpty(Os) ? ImagePlatform.Default.Os : Os;
        return ImagePlatform.TryParse(string.IsNullOrEmpty(Variant) ? $"{os}/{Architecture}" : $"{os}/{Architecture}/{Variant}", out var platform) ? platform : null;
    }
}
