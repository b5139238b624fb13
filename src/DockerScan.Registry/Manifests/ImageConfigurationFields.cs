using System.Text.Json.Serialization;

namespace DockerScan.Registry.Manifests;

/// <summary>What is looked at in an image's configuration before it is pulled.</summary>
internal sealed record ImageConfigurationFields
{
    [JsonPropertyName("os")]
    public string? Os { get; init; }

    [JsonPropertyName("architecture")]
    public string? Architecture { get; init; }

    [JsonPropertyName("variant")]
    public string? Variant { get; init; }

    [JsonPropertyName("rootfs")]
    public RootFileSystem? RootFileSystem { get; init; }

    public PlatformFields Platform => new() { Os = Os, Architecture = Architecture, Variant = Variant };
}
