using System.Collections.Frozen;

namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>Trivy's names of operating systems, some of which changed: what is kept by them must not become new with a newer Trivy.</summary>
/// <remarks>aquasecurity/trivy, pkg/fanal/types/const.go: OSTypeAliases, since 0.58.</remarks>
internal static class Family
{
    private static readonly FrozenDictionary<string, string> Old = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["opensuse.leap"] = "opensuse-leap",
        ["opensuse.tumbleweed"] = "opensuse-tumbleweed",
        ["suse linux enterprise server"] = "sles",
        ["suse linux enterprise micro"] = "slem",
        ["amazon linux"] = "amazon",
        ["debian gnu/linux"] = "debian",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The name that the newest Trivy gives.</summary>
    public static string Today(string family) => Old.GetValueOrDefault(family, family);
}
