using System.Net;
using DockerScan.Core;
using DockerScan.Core.Images;
using Microsoft.Extensions.Options;

namespace DockerScan.Registry;

/// <summary>What the operator allows of which host.</summary>
internal sealed class RegistryHosts(IOptions<RegistryOptions> options)
{
    /// <summary>The entry of the allow list that means every registry.</summary>
    public const string All = "*";

    private const string DockerHubApi = "registry-1.docker.io";

    public RegistryOptions Options => options.Value;

    /// <summary>The allow list in force.</summary>
    public IList<string> Allowed => Options.AllowedRegistries is { Count: > 0 } listed ? listed : [ImageReference.DockerHub];

    /// <summary>Whether a registry, named as in a reference, may be asked at all.</summary>
    public bool IsAllowed(string registry)
        => Allowed.Any(allowed => allowed == All || Same(allowed, registry));

    /// <summary>Whether a host may be spoken to without TLS and may have a private address.</summary>
    public bool IsInsecure(string host, int port)
    {
        var bare = host.Trim('[', ']');
        return Options.InsecureRegistries.Any(entry =>
            Same(entry, host) || Same(entry.Trim('[', ']'), bare)
            || Same(entry, FormattableString.Invariant($"{host}:{port}"))
            || Same(entry, FormattableString.Invariant($"[{bare}]:{port}")));
    }

    /// <summary>Whether a URL that a registry gave may be followed at all; its address is checked when connecting.</summary>
    public bool MayFollow(Uri url)
        => string.IsNullOrEmpty(url.UserInfo)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && IsInsecure(url.Host, url.Port)));

    /// <summary>The root of a registry's API; null when the registry is no host, such as one with an impossible port.</summary>
    public Uri? ApiRoot(string registry)
    {
        var host = registry == ImageReference.DockerHub ? DockerHubApi : registry;
        return Uri.TryCreate($"http://{host}/v2/", UriKind.Absolute, out var plain) && IsInsecure(plain.Host, plain.Port)
            ? plain
            : Uri.TryCreate($"https://{host}/v2/", UriKind.Absolute, out var secure) ? secure : null;
    }

    /// <summary>Whether a host is written as an address that is refused.</summary>
    public bool IsRefusedLiteral(Uri url)
        => IPAddress.TryParse(url.Host.Trim('[', ']'), out var address)
            && !PublicAddress.IsPublic(address) && !IsInsecure(url.Host, url.Port);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
