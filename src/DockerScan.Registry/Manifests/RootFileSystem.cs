using System.Text.Json.Serialization;

namespace DockerScan.Registry.Manifests;

/// <summary>An image's list of its unpacked layers.</summary>
internal sealed record RootFileSystem
{
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("diff_ids")]
    public IReadOnlyList<string?>? DiffIds { get; init; }
}
