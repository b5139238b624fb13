using System.Text;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Autorun.Packages.Rpm;
using DockerScan.Scanners.PackageLists;

namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>
/// Two systems in one image. Trivy takes one for all: it puts the packages of every list together and compares them with the
/// advisories of one system, so that of the other's nothing is found.
/// </summary>
internal static class MixedSystems
{
    private const int MaxReleaseBytes = 4096;
    private const int MaxDatabaseBytes = 32 << 20;
    private const int MaxName = 80;

    // The files by which a system of each manager names its release, and what stands before a bare number in one.
    private static readonly (string Manager, string File, string Name)[] ReleaseFiles =
    [
        ("dpkg", "/etc/debian_version", "Debian "), ("apk", "/etc/alpine-release", "Alpine Linux "), ("rpm", "/etc/redhat-release", ""),
        ("rpm", "/etc/system-release", ""), ("rpm", "/etc/SuSE-release", ""), ("rpm", "/etc/mariner-release", ""),
    ];

    /// <summary>The gap; null where the image has the packages of one system alone, and that was the one they were compared as.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public static async Task<Gap?> FindAsync(SystemAnswer answer, IImageContent content, ImageFileIndex index, CancellationToken cancellationToken)
    {
        if (answer is not { System: { } system, Known: { } known })
        {
            return null;
        }

        var lists = PackageList.All.Select(list => (list.Manager, Entry: list.FindIn(index))).Where(list => list.Entry is not null && list.Manager is "dpkg" or "apk" or "rpm")
            .DistinctBy(list => list.Manager).ToList();
        var others = new List<string>();
        foreach (var (manager, entry) in lists.Where(list => list.Manager != known.Manager))
        {
            if (manager != "rpm" || await HasPackagesAsync(content, entry!, cancellationToken))
            {
                others.Add($"{await NameAsync(manager, content, index, cancellationToken)} ({manager}'s {DisplayText.Clean(entry!.Path, 200)})");
            }
        }

        var compared = $"{known.Name} {system.Name}".TrimEnd();
        if (others.Count == 0)
        {
            return await NamedSystems.FindAsync(answer, content, index, cancellationToken);
        }

        return new Gap(GapKind.SystemMixed, lists.Any(list => list.Manager == known.Manager)
            ? $"the image holds the packages of several systems, {compared} and {string.Join(" and ", others)}, and all were compared with the advisories for the first: what is known against the others' is missing"
            : $"the packages are those of {string.Join(" and ", others)}, but a release file says {compared}, and they were compared with the advisories for that: what is known against them is missing");
    }

    // Debian's own rpm leaves an empty database behind when it is asked anything.
    private static async Task<bool> HasPackagesAsync(IImageContent content, ImageEntry entry, CancellationToken cancellationToken)
        => entry is not { Kind: ImageEntryKind.File, SizeBytes: <= MaxDatabaseBytes } || await content.ReadAsync(entry.Path, MaxDatabaseBytes, cancellationToken) is not { IsTruncated: false } file
            || RpmDatabase.Count(file.Content) != 0;

    private static async Task<string> NameAsync(string manager, IImageContent content, ImageFileIndex index, CancellationToken cancellationToken)
    {
        foreach (var (_, path, name) in ReleaseFiles.Where(file => file.Manager == manager))
        {
            if (index.Resolve(path) is { Kind: ImageEntryKind.File, SizeBytes: > 0 } entry && await content.ReadAsync(entry.Path, MaxReleaseBytes, cancellationToken) is { } file)
            {
                return name + DisplayText.Clean(Encoding.UTF8.GetString(file.Content.Span).Trim().Split('\n')[0], MaxName);
            }
        }

        return "a system without a release file";
    }
}
