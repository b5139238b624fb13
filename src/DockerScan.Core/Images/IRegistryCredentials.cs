namespace DockerScan.Core.Images;

/// <summary>The operator's credentials for registries, as the docker command keeps them.</summary>
public interface IRegistryCredentials
{
    /// <summary>The credential for a registry host, or null for anonymous.</summary>
    Task<RegistryCredential?> FindAsync(string registry, CancellationToken cancellationToken);
}
