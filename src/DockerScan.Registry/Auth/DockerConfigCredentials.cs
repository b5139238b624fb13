using DockerScan.Core.Images;

namespace DockerScan.Registry.Auth;

/// <summary>Credentials as the docker command keeps them: the variable, then the registry's helper, then the common helper, then the file.</summary>
internal sealed class DockerConfigCredentials(DockerConfigSource source, CredentialHelper helper) : IRegistryCredentials
{
    private const string DockerHubKey = "https://index.docker.io/v1/";
    private const string DockerHubHost = "index.docker.io";

    public async Task<RegistryCredential?> FindAsync(string registry, CancellationToken cancellationToken)
    {
        if (InAuths(source.ReadVariable(), registry) is { } fromVariable)
        {
            return fromVariable;
        }

        if (await source.ReadFileAsync(cancellationToken) is not { } file)
        {
            return null;
        }

        var server = registry == ImageReference.DockerHub ? DockerHubKey : registry;
        var name = HelperFor(file, registry, server);
        var fromHelper = name is null ? null : await helper.GetAsync(name, server, cancellationToken);
        return fromHelper ?? InAuths(file, registry);
    }

    /// <summary>A key's host: without the scheme and the path that old entries have.</summary>
    internal static string HostOf(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? key : key[(scheme + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? rest : rest[..slash];
        return host is DockerHubHost or "registry-1.docker.io" ? ImageReference.DockerHub : host;
    }

    private static string? HelperFor(DockerConfigFile file, string registry, string server)
    {
        var helpers = file.CredentialHelpers;
        var own = helpers?.GetValueOrDefault(registry) ?? helpers?.GetValueOrDefault(server);
        return string.IsNullOrEmpty(own) ? (string.IsNullOrEmpty(file.CredentialStore) ? null : file.CredentialStore) : own;
    }

    private static RegistryCredential? InAuths(DockerConfigFile? file, string registry)
    {
        if (file?.Auths is not { } auths)
        {
            return null;
        }

        // The exact key first: newer commands keep further tokens of Docker Hub under the same host.
        var exact = registry == ImageReference.DockerHub ? DockerHubKey : registry;
        return auths.GetValueOrDefault(exact)?.ToCredential()
            ?? auths.Where(entry => string.Equals(HostOf(entry.Key), registry, StringComparison.OrdinalIgnoreCase))
                .Select(entry => entry.Value?.ToCredential())
                .FirstOrDefault(credential => credential is not null);
    }
}
