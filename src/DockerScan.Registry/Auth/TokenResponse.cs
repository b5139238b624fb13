using System.Text.Json.Serialization;
using DockerScan.Registry.Manifests;

namespace DockerScan.Registry.Auth;

/// <summary>A token server's answer.</summary>
internal sealed record TokenResponse
{
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    [JsonPropertyName("expires_in")]
    [JsonConverter(typeof(LenientNumber))]
    public long? ExpiresIn { get; init; }
}
