using System.Text.Json.Serialization;

namespace DockerScan.Registry.Auth;

/// <summary>The docker command's <c>config.json</c>: what it says of credentials.</summary>
internal sealed record DockerConfigFile
{
    [JsonPropertyName("auths")]
    public IReadOnlyDictionary<string, DockerConfigAuth?>? Auths { get; init; }

    [JsonPropertyName("credHelpers")]
    public IReadOnlyDictionary<string, string?>? CredentialHelpers { get; init; }

    [JsonPropertyName("credsStore")]
    public string? CredentialStore { get; init; }
}
