using System.Text.Json.Serialization;

namespace DockerScan.Registry.Tags;

/// <summary>A page of a repository's tags.</summary>
internal sealed record TagList
{
    [JsonPropertyName("tags")]
    public IReadOnlyList<string?>? Tags { get; init; }
}
