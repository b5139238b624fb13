using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.Registry.Auth;

/// <summary>What a credential helper prints.</summary>
internal sealed record HelperAnswer
{
    // How helpers say that the secret is an identity token.
    private const string TokenUser = "<token>";

    public string? Username { get; init; }

    public string? Secret { get; init; }

    public RegistryCredential? ToCredential()
        => Secret is not { Length: > 0 } secret ? null
            : Username == TokenUser ? new RegistryCredential(string.Empty, null, new Secret(secret))
            : Username is { Length: > 0 } user ? new RegistryCredential(user, new Secret(secret), null) : null;

    public override string ToString() => "***";
}
