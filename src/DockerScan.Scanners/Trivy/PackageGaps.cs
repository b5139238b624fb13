using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Core.Stages;
using DockerScan.Scanners.PackageLists;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Systems;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy;

/// <summary>
/// Why the packages of an image are not known: a list that this Trivy cannot read, one that was taken away, or programs that
/// never had one. Only the last is nobody's doing, and lets the stage be complete.
/// </summary>
internal static class PackageGaps
{
    private const int MaxNamed = 3;
    private const int MinCopyrights = 3;
    private const int MaxOverhang = 20;

    private static readonly string[] ReleaseFiles = ["/etc/os-release", "/usr/lib/os-release"];

    // What a package manager leaves behind when only its list is deleted. Not dpkg and rpm themselves: busybox has applets of these names.
    private static readonly string[] Leftovers =
    [
        "/etc/debian_version", "/etc/alpine-release", "/etc/redhat-release", "/etc/apt/sources.list.d", "/etc/apk", "/etc/yum.repos.d", "/etc/zypp", "/etc/pacman.d",
        "/var/lib/dpkg", "/var/lib/apt", "/var/cache/apt", "/var/lib/rpm", "/lib/apk", "/usr/lib/apk", "/usr/bin/apt-get", "/usr/bin/dnf", "/usr/bin/microdnf",
        "/usr/bin/yum", "/usr/bin/zypper", "/usr/bin/pacman", "/sbin/apk", "/usr/sbin/apk",
    ];

    private static readonly string[] ListFolders = ["/var/lib/dpkg", "/lib/apk", "/var/lib/rpm", "/usr/lib/sysimage/rpm", "/var/lib/pacman", "/etc/os-release", "/usr/lib/os-release"];

    /// <summary>The gap; null when all packages were listed, or there is nothing that could be one.</summary>
    /// <param name="mapped">What Trivy listed.</param>
    /// <param name="index">The image's files; null when the engine did not list them.</param>
    /// <param name="configuration">The image's configuration, whose history shows what was deleted.</param>
    /// <param name="version">Which Trivy it was.</param>
    public static Gap? Find(MappedReport mapped, ImageFileIndex? index, ImageConfiguration configuration, string version)
    {
        if (mapped.OsPackageCount > 0)
        {
            return index is null ? null : OfShortList(mapped, index);
        }

        if (index is null)
        {
            return mapped.OperatingSystem is { } os
                ? new Gap(GapKind.PackageListRemoved, $"no package database: the image holds {os.Family} {os.Name}, but no list of its packages")
                : new Gap(GapKind.FileListMissing, "no package database was found, and the engine did not list the image's files");
        }

        return OfLists(index, version) ?? OfSystem(mapped, index, configuration)
            ?? (index.Incomplete is { } why ? new Gap(GapKind.FileListIncomplete, $"no package database was found, and the list of files is not whole: {why}") : OfPrograms(mapped, index));
    }

    // dpkg keeps a file for each package: a list that was shortened does not hide them.
    private static Gap? OfShortList(MappedReport mapped, ImageFileIndex index)
    {
        var files = index.Entries.Keys.Count(path => path.StartsWith("/var/lib/dpkg/info/", StringComparison.Ordinal) && path.EndsWith(".list", StringComparison.Ordinal));
        return files <= (mapped.OsPackageCount * 2) + MaxOverhang ? null : new Gap(GapKind.PackageListRemoved, string.Create(
            CultureInfo.InvariantCulture, $"the list of packages was shortened: dpkg has the files of {files} packages, and its list names {mapped.OsPackageCount}"));
    }

    private static Gap? OfLists(ImageFileIndex index, string version)
    {
        foreach (var list in PackageList.All)
        {
            if (list.FindIn(index) is { } entry)
            {
                // Trivy goes by the name in the layer: a folder above that is a link leads to another place.
                var place = PackageList.All.FirstOrDefault(each => each.Path == entry.Path) ?? list;
                var advice = place switch
                {
                    { Advice: { } known } => known,
                    { Since: { } since } when !new FirstTrivy(TrivyReleases.Number(since)).IsKnownTo(TrivyReleases.Number(version)) => $"Trivy {since} and newer read it: install one and name it in Trivy:Path",
                    _ => "find out whether it is damaged; a list without a package in it is one that was emptied",
                };
                return new Gap(GapKind.PackageListUnreadable,
                    $"the image has a list of its packages that this Trivy ({DisplayText.Clean(version, 40)}) read none from: {place.Manager}'s {DisplayText.Clean(entry.Path, 200)}; next step: {advice}");
            }
        }

        return null;
    }

    private static Gap? OfSystem(MappedReport mapped, ImageFileIndex index, ImageConfiguration configuration)
    {
        if (mapped.OperatingSystem is { } os)
        {
            return new Gap(GapKind.PackageListRemoved, $"no package database: the image holds {os.Family} {os.Name}, but no list of its packages");
        }

        if (ReleaseFiles.FirstOrDefault(file => index.Resolve(file) is not null) is { } release)
        {
            return new Gap(GapKind.PackageListRemoved, $"no package database: {release} names an operating system, but there is no list of its packages");
        }

        if (Leftovers.FirstOrDefault(path => index.Resolve(path) is not null) is { } left)
        {
            return new Gap(GapKind.PackageListRemoved, $"no package database: {left} is there, but no list of packages");
        }

        if (index.Entries.Keys.Where(IsCopyright).Skip(MinCopyrights - 1).FirstOrDefault() is { } copyright)
        {
            return new Gap(GapKind.PackageListRemoved, $"no package database: packages left {DisplayText.Clean(copyright, 200)} behind, but no list of them");
        }

        return configuration.History.Any(step => ListFolders.Any(folder => Removes(step.CreatedBy, folder)))
            ? new Gap(GapKind.PackageListRemoved, "no package database: a build step removed the list of packages")
            : null;
    }

    private static Gap? OfPrograms(MappedReport mapped, ImageFileIndex index)
    {
        // One file may have hundreds of names, as busybox has.
        var programs = index.Entries.Values.Where(IsProgram).GroupBy(entry => entry.Identity, StringComparer.Ordinal)
            .Where(names => !names.Any(entry => mapped.CoveredFiles.Contains(entry.Path)))
            .Select(names => names.Select(entry => entry.Path).Order(StringComparer.Ordinal).First())
            .Order(StringComparer.Ordinal).ToList();
        if (programs.Count == 0)
        {
            return null;
        }

        var named = string.Join(", ", programs.Take(MaxNamed).Select(path => DisplayText.Clean(path, 80)));
        var more = programs.Count > MaxNamed ? string.Create(CultureInfo.InvariantCulture, $" and {programs.Count - MaxNamed} more") : string.Empty;
        return new Gap(GapKind.PackageListNone, $"no package list stands behind {named}{more}: which versions these programs are, and what is known against them, nobody can say");
    }

    private static bool IsProgram(ImageEntry entry)
        => entry is { Kind: ImageEntryKind.File, SizeBytes: > 0 }
            && ((entry.Mode & ImageEntry.AnyExecute) != 0 || ImagePath.Name(entry.Path).Contains(".so", StringComparison.Ordinal));

    private static bool IsCopyright(string path)
        => path.StartsWith("/usr/share/doc/", StringComparison.Ordinal) && path.EndsWith("/copyright", StringComparison.Ordinal);

    // Of the folder itself or all that is in it; what apt and dnf clean beside their lists is ordinary.
    private static bool Removes(string step, string folder)
    {
        for (var at = step.IndexOf(folder, StringComparison.Ordinal); at >= 0; at = step.IndexOf(folder, at + folder.Length, StringComparison.Ordinal))
        {
            if (step.AsSpan(0, at).Contains("rm ", StringComparison.Ordinal) || step.AsSpan(at).Contains("-delete", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
