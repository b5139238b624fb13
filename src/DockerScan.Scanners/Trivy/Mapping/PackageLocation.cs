using DockerScan.Core.Findings;
using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Trivy.Mapping;

/// <summary>Names a package for the finding's key, the same whichever Trivy named it: a newer one must not make old findings new by its spelling.</summary>
internal static class PackageLocation
{
    /// <summary>The package URL without version and, for a package in a file, that file.</summary>
    public static string Of(TrivyVulnerability vulnerability, string? type)
    {
        var purl = vulnerability.PkgIdentifier?.Purl is { Length: > 0 } given ? PackageUrl.WithoutVersion(given) : Derive(vulnerability.PkgName ?? string.Empty, type);
        var location = PackageUrl.AsInKeys(purl);
        return TrivyText.Name(vulnerability.PkgPath is { Length: > 0 } path ? $"{location}|{path}" : location);
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
