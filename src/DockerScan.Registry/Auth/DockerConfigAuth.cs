using System.Text;
using System.Text.Json.Serialization;
using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.Registry.Auth;

/// <summary>One entry of <c>auths</c>.</summary>
internal sealed record DockerConfigAuth
{
    [JsonPropertyName("auth")]
    public string? Auth { get; init; }

    [JsonPropertyName("username")]
    public string? Username { get; init; }

    [JsonPropertyName("password")]
    public string? Password { get; init; }

    [JsonPropertyName("identitytoken")]
    public string? IdentityToken { get; init; }

    /// <summary>The credential; null when the entry holds none (a helper has it).</summary>
    public RegistryCredential? ToCredential()
    {
        var (user, password) = Decode();
        if (!string.IsNullOrEmpty(IdentityToken))
        {
            return new RegistryCredential(user ?? string.Empty, null, new Secret(IdentityToken));
        }

        return user is { Length: > 0 } && password is { Length: > 0 } ? new RegistryCredential(user, new Secret(password), null) : null;
    }

    public override string ToString() => "***";

    private (string? User, string? Password) Decode()
    {
        if (string.IsNullOrEmpty(Auth))
        {
            return (Username, Password);
        }

        var bytes = new byte[Auth.Length];
        if (!Convert.TryFromBase64String(Auth, bytes, out var count))
        {
            return (Username, Password);
        }

        var text = Encoding.UTF8.GetString(bytes.AsSpan(0, count));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (Username, Password) : (text[..colon], text[(colon + 1)..].TrimEnd('\0'));
    }
}
