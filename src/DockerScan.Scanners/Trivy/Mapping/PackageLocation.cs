using DockerScan.Core.Findings;
using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Trivy.Mapping;

/// <summary>Names a package for the finding's key.</summary>
internal static class PackageLocation
{
    /// <summary>The package URL without version and, for a package in a file, that file.</summary>
    public static string Of(TrivyVulnerability vulnerability, string? type)
    {
        var purl = vulnerability.PkgIdentifier?.Purl is { Length: > 0 } given ? given : Derive(vulnerability.PkgName ?? string.Empty, type);
        var location = PackageUrl.WithoutVersion(purl);
        return TrivyText.Name(vulnerability.PkgPath is { Length: > 0 } path ? $"{location}|{path}" : location);
    }

    // Reports before 0.49 have no package URL. Written as Trivy writes it today, or a newer Trivy would make every old finding new.
    private static string Derive(string name, string? type) => type switch
    {
        "debian" or "ubuntu" => $"pkg:deb/{type}/{name}",
        "alpine" or "wolfi" or "chainguard" => $"pkg:apk/{type}/{name}",
        "redhat" or "centos" or "rocky" or "alma" or "fedora" or "oracle" or "amazon" or "photon" => $"pkg:rpm/{type}/{name}",
        "npm" or "yarn" or "pnpm" or "node-pkg" => "pkg:npm/" + name.Replace("@", "%40", StringComparison.Ordinal),
        "pip" or "pipenv" or "poetry" or "python-pkg" => "pkg:pypi/" + name.Replace('_', '-').ToLowerInvariant(),
        "gobinary" or "gomod" => "pkg:golang/" + name.ToLowerInvariant(),
        "jar" or "pom" or "gradle" => "pkg:maven/" + name.Replace(':', '/'),
        "nuget" or "dotnet-core" => "pkg:nuget/" + name,
        "bundler" or "gemspec" => "pkg:gem/" + name,
        "cargo" or "rustbinary" => "pkg:cargo/" + name,
        "composer" => "pkg:composer/" + name,
        _ => "pkg:generic/" + name,
    };
}
