namespace DockerScan.Core.Images;

/// <summary>The operator's credentials for registries, as the docker command keeps them.</summary>
public interface IRegistryCredentials
{
    /// <summary>The credential for a registry host, or null for anonymous.</summary>
    Task<RegistryCredential?> FindAsync(string registry, CancellationToken cancellationToken);
}

/// <summary>A credential for a registry.</summary>
/// <param name="Username">The user; empty with an identity token.</param>
/// <param name="Password">The password or access token; null with an identity token.</param>
/// <param name="IdentityToken">The OAuth2 refresh token; null with a password.</param>
public sealed record RegistryCredential(string Username, Secret? Password, Secret? IdentityToken);
