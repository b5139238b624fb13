using System.Collections.Frozen;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Trivy.Mapping;

/// <summary>Names a package for the finding's key, the same whichever Trivy named it: a newer one must not make old findings new by its spelling.</summary>
/// <remarks>
/// How the spelling changed (aquasecurity/trivy, pkg/purl/purl.go): none before 0.49; <c>+</c> as <c>%2B</c> since then; the packages of
/// Wolfi, Chainguard, CBL-Mariner and Azure Linux as a type of their own before they became <c>apk</c> and <c>rpm</c>; openSUSE and SUSE by
/// their family's name, which itself changed, before <c>opensuse</c> and <c>suse</c>.
/// </remarks>
internal static class PackageLocation
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

    /// <summary>The package URL without version and, for a package in a file, that file.</summary>
    public static string Of(TrivyVulnerability vulnerability, string? type)
    {
        var purl = vulnerability.PkgIdentifier?.Purl is { Length: > 0 } given ? PackageUrl.WithoutVersion(given) : Derive(vulnerability.PkgName ?? string.Empty, type);
        var location = Today(purl);
        return TrivyText.Name(vulnerability.PkgPath is { Length: > 0 } path ? $"{location}|{path}" : location);
    }

    // The spelling that keys have: that of the reports without package URLs, which is what most stores hold, in today's types and namespaces.
    private static string Today(string purl)
    {
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

    // Reports before 0.49 have no package URL.
    private static string Derive(string name, string? type) => type switch
    {
        "debian" or "ubuntu" or "echo" => $"pkg:deb/{type}/{name}",
        "alpine" or "wolfi" or "chainguard" or "minimos" => $"pkg:apk/{type}/{name}",
        "redhat" or "centos" or "centos-stream" or "rocky" or "alma" or "fedora" or "oracle" or "amazon" or "photon" or "cbl-mariner" or "azurelinux" or "coreos"
            or "opensuse" or "opensuse.leap" or "opensuse-leap" or "opensuse.tumbleweed" or "opensuse-tumbleweed"
            or "suse linux enterprise server" or "suse linux enterprise micro" or "sles" or "slem" => $"pkg:rpm/{type}/{name}",
        "npm" or "yarn" or "pnpm" or "node-pkg" or "bun" => "pkg:npm/" + name,
        "pip" or "pipenv" or "poetry" or "uv" or "python-pkg" => "pkg:pypi/" + name.Replace('_', '-').ToLowerInvariant(),
        "gobinary" or "gomod" => "pkg:golang/" + name,
        "jar" or "pom" or "gradle" or "sbt" => "pkg:maven/" + name.Replace(':', '/'),
        "nuget" or "dotnet-core" or "packages-props" => "pkg:nuget/" + name,
        "bundler" or "gemspec" => "pkg:gem/" + name,
        "cargo" or "rustbinary" => "pkg:cargo/" + name,
        "composer" or "composer-vendor" => "pkg:composer/" + name,
        "conda-pkg" or "conda-environment" => "pkg:conda/" + name,
        "cocoapods" => "pkg:cocoapods/" + name.Split('/')[0],
        "conan" or "hex" or "pub" or "swift" => $"pkg:{type}/{name}",
        _ => "pkg:generic/" + name,
    };
}
