using System.Collections.Frozen;

namespace DockerScan.Core.Findings;

/// <summary>Package URLs (purl) as key parts.</summary>
public static class PackageUrl
{
    private const string Scheme = "pkg:";

    // What was a type is the namespace of one today.
    private static readonly FrozenDictionary<string, string> OldTypes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["wolfi"] = "apk",
        ["chainguard"] = "apk",
        ["minimos"] = "apk",
        ["echo"] = "deb",
        ["cbl-mariner"] = "rpm",
        ["azurelinux"] = "rpm",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Namespaces = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["opensuse.leap"] = "opensuse",
        ["opensuse-leap"] = "opensuse",
        ["opensuse.tumbleweed"] = "opensuse",
        ["opensuse-tumbleweed"] = "opensuse",
        ["suse linux enterprise server"] = "suse",
        ["suse linux enterprise micro"] = "suse",
        ["sles"] = "suse",
        ["slem"] = "suse",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// <c>pkg:deb/debian/openssl@3.0.1?arch=amd64&amp;distro=debian-12.5#x</c> becomes <c>pkg:deb/debian/openssl</c>:
    /// version, qualifiers (the distribution's point release is one) and subpath change with a rebuild.
    /// </summary>
    public static string WithoutVersion(string purl)
    {
        ArgumentNullException.ThrowIfNull(purl);
        var end = purl.AsSpan().IndexOfAny('?', '#');
        var name = end < 0 ? purl : purl[..end];
        // The version's @ follows the name. One at the beginning of a component is an npm scope's, which not every tool
        // percent-encodes; nor does every tool encode a slash in a version.
        var at = name.LastIndexOf('@');
        return at > 0 && name[at - 1] != '/' ? name[..at] : name;
    }

    /// <summary>
    /// The spelling that keys have: that of Trivy's reports without package URLs, which is what most stores hold, in today's types and namespaces.
    /// </summary>
    /// <remarks>
    /// How the spelling changed (aquasecurity/trivy, pkg/purl/purl.go): none before 0.49; <c>+</c> as <c>%2B</c> since then; the packages of
    /// Wolfi, Chainguard, CBL-Mariner and Azure Linux as a type of their own before they became <c>apk</c> and <c>rpm</c>; openSUSE and SUSE by
    /// their family's name, which itself changed, before <c>opensuse</c> and <c>suse</c>.
    /// </remarks>
    /// <param name="purl">One without a version.</param>
    public static string AsInKeys(string purl)
    {
        ArgumentNullException.ThrowIfNull(purl);
        if (!purl.StartsWith(Scheme, StringComparison.Ordinal) || purl.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash))
        {
            return purl;
        }

        var (type, rest) = (purl[Scheme.Length..slash], Uri.UnescapeDataString(purl[(slash + 1)..]).Replace("@", "%40", StringComparison.Ordinal));
        if (OldTypes.TryGetValue(type, out var parent))
        {
            return $"{Scheme}{parent}/{type}/{rest}";
        }

        if (type == "rpm" && rest.IndexOf('/', StringComparison.Ordinal) is > 0 and var end && Namespaces.TryGetValue(rest[..end], out var name))
        {
            rest = name + rest[end..];
        }

        return $"{Scheme}{type}/{(type is "apk" or "npm" or "golang" or "composer" ? rest.ToLowerInvariant() : rest)}";
    }

    /// <summary>The package of a vulnerability's location, which may name the file that it lies in behind a bar.</summary>
    public static string OfLocation(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        var bar = location.StartsWith(Scheme, StringComparison.Ordinal) ? location.IndexOf('|', StringComparison.Ordinal) : -1;
        return bar < 0 ? location : location[..bar];
    }
}
