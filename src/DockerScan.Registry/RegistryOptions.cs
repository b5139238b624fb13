using DockerScan.Core.Settings;

namespace DockerScan.Registry;

/// <summary>Which registries are asked, and how far they are trusted.</summary>
public sealed class RegistryOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Registry";

    /// <summary>The registries that may be asked, as <c>host</c> or <c>host:port</c> exactly as in a reference; <c>*</c> allows all with public addresses. Empty: <c>docker.io</c> alone.</summary>
    /// <remarks>Empty by default because configuration adds to a list that is not, and then <c>docker.io</c> could not be taken off.</remarks>
    public IList<string> AllowedRegistries { get; set; } = [];

    /// <summary>
    /// Registries (<c>host</c> for every port, or <c>host:port</c>) that are spoken to without TLS and may have a private address. Where a
    /// registry sends us to another host or port (token server, redirect), that needs TLS and a public address unless it is listed as <c>host:port</c>.
    /// </summary>
    public IList<string> InsecureRegistries { get; set; } = ["localhost", "127.0.0.1"];

    /// <summary>Token servers (<c>host</c> for port 443, or <c>host:port</c>) that may have a registry's credentials although they are at another host. Docker Hub's, and a domain above the registry's, need no entry.</summary>
    public IList<string> TokenServers { get; set; } = [];

    /// <summary>How long one request may take, its body included, in seconds; 1 to 300.</summary>
    [Between(1, 300)]
    public int TimeoutSeconds { get; set; } = 15;

    /// <summary>The largest manifest that is read, in bytes; 4 MiB (what the specification asks for) to 64 MiB.</summary>
    [Between(4 << 20, 64 << 20)]
    public int MaxManifestBytes { get; set; } = 4_718_592;

    /// <summary>How many percent of a registry's limit of pulls are kept for people; schedules leave them alone. 0 to 90.</summary>
    [Between(0, 90)]
    public int PullReservePercent { get; set; } = 25;
}
