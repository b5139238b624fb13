using System.Text.Json.Serialization;
using DockerScan.Core.Images;

namespace DockerScan.Registry;

/// <summary>A platform as registries write it, in an index and in an image's configuration.</summary>
internal sealed record PlatformFields
{
    [JsonPropertyName("os")]
    public string? Os { get; init; }

    [JsonPropertyName("architecture")]
    public string? Architecture { get; init; }

    [JsonPropertyName("variant")]
    public string? Variant { get; init; }

    /// <summary>The platform; null when it is none by the grammar (hostile text included).</summary>
    public ImagePlatform? ToPlatform()
        => ImagePlatform.TryParse(string.IsNullOrEmpty(Variant) ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}", out var platform)
            ? platform
            : null;
}
