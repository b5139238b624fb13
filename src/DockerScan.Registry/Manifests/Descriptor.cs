using System.Text.Json.Serialization;

namespace DockerScan.Registry.Manifests;

/// <summary>A content descriptor.</summary>
internal sealed record Descriptor
{
    [JsonPropertyName("mediaType")]
    public string? MediaType { get; init; }

    [JsonPropertyName("digest")]
    public string? Digest { get; init; }

    [JsonPropertyName("size")]
    [JsonConverter(typeof(LenientNumber))]
    public long? Size { get; init; }

    [JsonPropertyName("platform")]
    public PlatformFields? Platform { get; init; }

    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string?>? Annotations { get; init; }
}
