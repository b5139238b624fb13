using DockerScan.Core.Content;

namespace DockerScan.Scanners.PackageLists;

/// <summary>A place where a package manager keeps its list of packages.</summary>
/// <param name="Manager">The package manager, for people.</param>
/// <param name="Path">The list, or the folder that holds an entry for each package.</param>
/// <param name="IsFolder">True for a folder.</param>
/// <param name="Advice">What to do where no Trivy reads it; null for a place that some or all read.</param>
/// <param name="Since">The first Trivy that reads it; null for a place that every Trivy reads.</param>
internal sealed record PackageList(string Manager, string Path, bool IsFolder = false, string? Advice = null, string? Since = null)
{
    private const string Never = "Trivy knows nothing of such packages: look them up in the distribution's own advisories";

    /// <summary>All that are known. A later one of the same manager is another place for the same list.</summary>
    public static IReadOnlyList<PackageList> All { get; } =
    [
        new("dpkg", "/var/lib/dpkg/status"),
        new("dpkg", "/var/lib/dpkg/status.d", IsFolder: true),
        new("apk", "/lib/apk/db/installed"),
        new("apk", "/usr/lib/apk/db/installed", Since: "0.63.0"),
        new("rpm", "/var/lib/rpm/Packages"),
        new("rpm", "/var/lib/rpm/Packages.db"),
        new("rpm", "/var/lib/rpm/rpmdb.sqlite"),
        new("rpm", "/usr/lib/sysimage/rpm/Packages"),
        new("rpm", "/usr/lib/sysimage/rpm/Packages.db"),
        new("rpm", "/usr/lib/sysimage/rpm/rpmdb.sqlite"),
        new("rpm", "/usr/share/rpm/rpmdb.sqlite", Since: "0.67.0"),
        new("pacman", "/var/lib/pacman/local", IsFolder: true, Never),
        new("opkg", "/usr/lib/opkg/status", Advice: Never),
        new("opkg", "/var/lib/opkg/status", Advice: Never),
        new("opkg", "/usr/lib/opkg/info", IsFolder: true, Never),
        new("Portage", "/var/db/pkg", IsFolder: true, Never),
        new("XBPS", "/var/db/xbps", IsFolder: true, Never),
        new("Slackware's pkgtools", "/var/lib/pkgtools/packages", IsFolder: true, Never),
        new("Slackware's pkgtools", "/var/log/packages", IsFolder: true, Never),
        new("Nix", "/nix/store", IsFolder: true, Never),
        new("Guix", "/gnu/store", IsFolder: true, Never),
    ];

    /// <summary>Where it lies in an image, links followed; null where it is not, or has nothing in it.</summary>
    public ImageEntry? FindIn(ImageFileIndex index)
        => index.Resolve(Path) is { } entry && (IsFolder ? HasChild(index, entry.Path) : entry is { Kind: ImageEntryKind.File, SizeBytes: > 0 }) ? entry : null;

    /// <summary>True when an image has it.</summary>
    public bool IsIn(ImageFileIndex index) => FindIn(index) is not null;

    private static bool HasChild(ImageFileIndex index, string folder)
        => index.Entries.Keys.Any(path => path.Length > folder.Length + 1 && path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == '/');
}
