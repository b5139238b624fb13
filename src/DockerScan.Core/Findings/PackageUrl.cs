namespace DockerScan.Core.Findings;

/// <summary>Package URLs (purl) as key parts.</summary>
public static class PackageUrl
{
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
}
