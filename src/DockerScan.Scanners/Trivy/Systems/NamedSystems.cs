using System.Text;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Stages;

namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>
/// The systems that release files name beside each other, where one package manager keeps the list: Trivy takes the first and says nothing of
/// the others. A file counts by what is written in it, for relatives have files and links of their forebears' names.
/// </summary>
internal static class NamedSystems
{
    private const int MaxBytes = 4096;
    private const int MaxText = 80;

    private static readonly string[] RpmFiles =
    [
        "/etc/redhat-release", "/etc/system-release", "/etc/centos-release", "/etc/rocky-release", "/etc/almalinux-release", "/etc/oracle-release", "/etc/fedora-release",
        "/etc/mariner-release", "/etc/photon-release",
    ];

    // What such a file begins with, the longer before the shorter.
    private static readonly (string Words, string Family)[] RpmWords =
    [
        ("Red Hat Enterprise Linux", "redhat"), ("CentOS Stream", "centos-stream"), ("CentOS", "centos"), ("Rocky Linux", "rocky"), ("AlmaLinux", "alma"), ("Oracle Linux", "oracle"),
        ("Fedora", "fedora"), ("Amazon Linux", "amazon"), ("CBL-Mariner", "cbl-mariner"), ("VMware Photon", "photon"),
    ];

    /// <summary>The gap; null where one system is named alone.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public static async Task<Gap?> FindAsync(SystemAnswer answer, IImageContent content, ImageFileIndex index, CancellationToken cancellationToken)
    {
        if (answer is not { System: { } system, Known: { } known })
        {
            return null;
        }

        var named = known.Manager switch
        {
            "rpm" => await OfRpmAsync(content, index, cancellationToken),
            "dpkg" when known.Family is "debian" or "ubuntu" => await OfDpkgAsync(content, index, cancellationToken),
            _ => [],
        };
        // Oracle Linux has a redhat-release with Red Hat's name in it.
        var others = named.Where(each => each.Family != known.Family && (each.Family, known.Family) is not ("redhat", "oracle")).DistinctBy(each => each.Family).Select(each => each.Text).ToList();
        var (compared, other) = ($"{known.Name} {system.Name}".TrimEnd(), string.Join(" and ", others));
        return others.Count == 0 ? null
            : named.Any(each => each.Family == known.Family)
                ? new Gap(GapKind.SystemMixed, $"release files name several systems, {compared} and {other}, and all packages were compared with the advisories for the first: what is known against the others' is missing")
            // What the image calls itself was said already.
            : answer.Gap is not null ? null
                : new Gap(GapKind.SystemMixed, $"a release file says {other}, and the packages were compared with the advisories for {compared}: what is known against them is missing");
    }

    private static async Task<IReadOnlyList<(string Family, string Text)>> OfRpmAsync(IImageContent content, ImageFileIndex index, CancellationToken cancellationToken)
    {
        var named = new List<(string Family, string Text)>();
        // Most are links to one of them.
        foreach (var entry in RpmFiles.Select(index.Resolve).OfType<ImageEntry>().DistinctBy(entry => entry.Identity))
        {
            var line = await LineAsync(entry, content, cancellationToken);
            if (RpmWords.FirstOrDefault(each => line.StartsWith(each.Words, StringComparison.Ordinal)) is { Family: { } family })
            {
                named.Add((family, $"{line} ({DisplayText.Clean(entry.Path, MaxText)})"));
            }
        }

        return named;
    }

    // Ubuntu's debian_version has the name of a release that is being made ("bookworm/sid"), Debian's own a number.
    private static async Task<IReadOnlyList<(string Family, string Text)>> OfDpkgAsync(IImageContent content, ImageFileIndex index, CancellationToken cancellationToken)
    {
        if (index.Resolve("/etc/debian_version") is not { } debian || index.Resolve("/etc/lsb-release") is not { } lsb
            || await LineAsync(lsb, content, cancellationToken) is not "DISTRIB_ID=Ubuntu"
            || await LineAsync(debian, content, cancellationToken) is not [>= '0' and <= '9', ..] version)
        {
            return [];
        }

        return [("ubuntu", "Ubuntu (/etc/lsb-release)"), ("debian", $"Debian {version} (/etc/debian_version)")];
    }

    private static async Task<string> LineAsync(ImageEntry entry, IImageContent content, CancellationToken cancellationToken)
        => entry is { Kind: ImageEntryKind.File, SizeBytes: > 0 } && await content.ReadAsync(entry.Path, MaxBytes, cancellationToken) is { } file
            ? DisplayText.Clean(Encoding.UTF8.GetString(file.Content.Span).TrimStart().Split('\n')[0].Trim(), MaxText)
            : string.Empty;
}
