namespace DockerScan.Scanners.Trivy;

/// <summary>A place where a package manager keeps its list of packages.</summary>
/// <param name="Manager">The package manager, for people.</param>
/// <param name="Path">The list, or the folder that holds an entry for each package.</param>
/// <param name="IsFolder">True for a folder.</param>
/// <param name="Advice">What to do where Trivy does not read it; null for a place that every Trivy reads.</param>
internal sealed record PackageList(string Manager, string Path, bool IsFolder = false, string? Advice = null)
{
    private const string Newer = "newer releases of Trivy read it: install one and name it in Trivy:Path";
    private const string Never = "Trivy knows nothing of such packages: look them up in the distribution's own advisories";

    /// <summary>All that are known. A later one of the same manager is another place for the same list.</summary>
    public static IReadOnlyList<PackageList> All { get; } =
    [
        new("dpkg", "/var/lib/dpkg/status"),
        new("dpkg", "/var/lib/dpkg/status.d", IsFolder: true),
        new("apk", "/lib/apk/db/installed"),
        new("apk", "/usr/lib/apk/db/installed", Advice: Newer),
        new("rpm", "/var/lib/rpm/Packages"),
        new("rpm", "/var/lib/rpm/Packages.db"),
        new("rpm", "/var/lib/rpm/rpmdb.sqlite"),
        new("rpm", "/usr/lib/sysimage/rpm/Packages", Advice: Newer),
        new("rpm", "/usr/lib/sysimage/rpm/Packages.db", Advice: Newer),
        new("rpm", "/usr/lib/sysimage/rpm/rpmdb.sqlite", Advice: Newer),
        new("rpm", "/usr/share/rpm/rpmdb.sqlite", Advice: Newer),
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
}
