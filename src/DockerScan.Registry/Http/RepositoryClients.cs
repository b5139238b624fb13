using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Registry.Auth;
using DockerScan.Registry.Budget;

namespace DockerScan.Registry.Http;

/// <summary>Opens repositories; the allow list is checked before any request.</summary>
internal sealed class RepositoryClients(RegistryHttp http, RegistryHosts hosts, RegistryAuthenticator authenticator, PullLedger ledger, TimeProvider time)
{
    /// <summary>A client for the repository of a reference, or why it may not be asked.</summary>
    public Result<RepositoryClient> Open(ImageReference reference)
        => hosts.IsAllowed(reference.Registry) ? OpenNamed(reference) : RegistryFailures.NotAllowed(reference.Registry, hosts.Allowed);

    /// <summary>The same for a repository that the operator named in a setting.</summary>
    public Result<RepositoryClient> OpenNamed(ImageReference reference)
        => hosts.ApiRoot(reference.Registry) is not { } root
            ? new ScanFailure(
                FailureKind.RegistryNotAllowed, $"{DisplayText.Clean(reference.Registry, 100)} is not a host that can be asked; check its port")
            : new RepositoryClient(reference, root, http, hosts, authenticator, ledger, time);
}
