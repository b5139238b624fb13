using System.Net;
using DockerScan.Core;
using DockerScan.Core.Images;
using Microsoft.Extensions.Options;

namespace DockerScan.Registry.Http;

/// <summary>What the operator allows of which host.</summary>
internal sealed class RegistryHosts(IOptions<RegistryOptions> options)
{
    /// <summary>The entry of the allow list that means every registry.</summary>
    public const string All = "*";

    private const string DockerHubApi = "registry-1.docker.io";
    private const string DockerHubTokens = "auth.docker.io";

    public RegistryOptions Options => options.Value;

    /// <summary>The allow list in force.</summary>
    public IList<string> Allowed => Options.AllowedRegistries is { Count: > 0 } listed ? listed : [ImageReference.DockerHub];

    /// <summary>Whether a registry, named as in a reference, may be asked at all.</summary>
    public bool IsAllowed(string registry)
        => Allowed.Any(allowed => allowed == All || Same(allowed, registry) || (ImageReference.IsDockerHub(allowed) && registry == ImageReference.DockerHub));

    /// <summary>
    /// Whether a URL may be without TLS and have a private address: the registry's own, if its host is listed; another, to which a registry
    /// sends us (token server, redirect), only if it is listed with its port. Else any registry could have this machine's own services asked.
    /// </summary>
    public bool IsExempt(Uri url, Uri origin)
        => IsOwn(url, origin) ? IsInsecure(url.Host, url.Port) : Options.InsecureRegistries.Any(entry => SamePort(entry, url));

    private bool IsInsecure(string host, int port)
    {
        var bare = host.Trim('[', ']');
        return Options.InsecureRegistries.Any(entry =>
            Same(entry, host) || Same(entry.Trim('[', ']'), bare)
            || Same(entry, FormattableString.Invariant($"{host}:{port}"))
            || Same(entry, FormattableString.Invariant($"[{bare}]:{port}")));
    }

    /// <summary>Whether a URL that a registry gave may be followed at all; its address is checked when connecting.</summary>
    public bool MayFollow(Uri url, Uri origin)
        => string.IsNullOrEmpty(url.UserInfo)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && IsExempt(url, origin)));

    /// <summary>
    /// Whether a registry's credentials may be sent to a token server: at the registry's own host or a domain above it
    /// (<c>registry.gitlab.com</c>, <c>gitlab.com</c>), Docker Hub's own, and what the operator lists.
    /// </summary>
    public bool MayHaveCredentials(Uri realm, Uri origin)
        => IsOwn(realm, origin)
            || (realm.Scheme == Uri.UriSchemeHttps && (Same(realm.Host, origin.Host) || IsAbove(realm, origin)))
            || (Same(origin.Host, DockerHubApi) && Same(realm.Host, DockerHubTokens))
            || Options.TokenServers.Any(entry => SamePort(entry, realm) || (realm.IsDefaultPort && Same(entry, realm.Host)));

    /// <summary>The root of a registry's API; null when the registry is no host, such as one with an impossible port.</summary>
    public Uri? ApiRoot(string registry)
    {
        var host = registry == ImageReference.DockerHub ? DockerHubApi : registry;
        return Uri.TryCreate($"http://{host}/v2/", UriKind.Absolute, out var plain) && IsInsecure(plain.Host, plain.Port)
            ? plain
            : Uri.TryCreate($"https://{host}/v2/", UriKind.Absolute, out var secure) ? secure : null;
    }

    /// <summary>Whether a host is written as an address that is refused.</summary>
    public bool IsRefusedLiteral(Uri url, Uri origin)
        => IPAddress.TryParse(url.Host.Trim('[', ']'), out var address)
            && !PublicAddress.IsPublic(address) && !IsExempt(url, origin);

    private static bool IsOwn(Uri url, Uri origin) => Same(url.Host, origin.Host) && url.Port == origin.Port;

    private static bool IsAbove(Uri realm, Uri origin)
        => realm.Host.Contains('.', StringComparison.Ordinal) && realm.HostNameType == UriHostNameType.Dns
            && origin.Host.EndsWith("." + realm.Host, StringComparison.OrdinalIgnoreCase);

    private static bool SamePort(string entry, Uri url)
        => Same(entry, FormattableString.Invariant($"{url.Host}:{url.Port}"))
            || Same(entry, FormattableString.Invariant($"[{url.Host.Trim('[', ']')}]:{url.Port}"));

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
