using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Scanners.Autorun.Packages.Rpm;
using DockerScan.Scanners.PackageLists;

namespace DockerScan.Scanners.Autorun.Packages;

/// <summary>Finds the distribution packages of files, by the image's own lists. Whatever is odd in one gives no package, and is said: then the file is looked up.</summary>
internal static class PackageOwners
{
    // A full Debian has some 2,000 packages and 40 MB there; its lists of checksums have some MB. rpm's databases have 30 to 60 KB a package.
    private const int MaxEntries = 50_000;
    private const long MaxFolderBytes = 128L << 20;
    private const int MaxListBytes = 32 << 20;
    private const int MaxDatabaseBytes = 128 << 20;

    private static readonly string[] OwnManagers = ["dpkg", "apk", "rpm"];

    /// <summary>The package of each file that is exactly what its package's list says, and which lists were not read.</summary>
    public static async Task<PackageOwnership> FindAsync(
        IImageContent content, ImageFileIndex index, IReadOnlyDictionary<string, FileDigests> files, CancellationToken cancellationToken)
    {
        var wanted = new WantedFiles(files, path => index.Find(path) is { } entry ? index.NamesOf(entry) : []);
        if (files.Count == 0)
        {
            return new PackageOwnership(wanted.Packages, null);
        }

        var unread = new List<string>();
        if (index.Incomplete is { } why)
        {
            unread.Add($"the list of the image's files is not whole: {why}");
        }

        await ReadDpkgAsync(content, index, wanted, unread, cancellationToken);
        foreach (var list in Lists(index, ApkList.Files))
        {
            await ReadListAsync(content, list, MaxListBytes, file => ApkList.Read(file, wanted), unread, cancellationToken);
        }

        foreach (var list in Lists(index, RpmDatabase.Files))
        {
            await ReadListAsync(content, list, MaxDatabaseBytes, file =>
            {
                if (RpmDatabase.Read(file.Content, wanted) is { } problem)
                {
                    unread.Add($"rpm's {DisplayText.Clean(list.Path, 200)}: {problem}");
                }
            }, unread, cancellationToken);
            // Packages that were added and not yet merged; rpm does that at its end.
            if (index.Find(list.Path + "-wal") is { Kind: ImageEntryKind.File, SizeBytes: > 0 })
            {
                unread.Add($"rpm's {DisplayText.Clean(list.Path, 200)}-wal is not read");
            }
        }

        unread.AddRange(PackageList.All.Where(list => !OwnManagers.Contains(list.Manager, StringComparer.Ordinal) && list.IsIn(index)).Select(list => $"{list.Manager}'s {list.Path} is not read here"));
        return new PackageOwnership(wanted.Packages, unread.Count == 0 ? null : string.Join("; ", unread.Distinct(StringComparer.Ordinal).Take(3)));
    }

    private static async Task ReadDpkgAsync(IImageContent content, ImageFileIndex index, WantedFiles wanted, List<string> unread, CancellationToken cancellationToken)
    {
        foreach (var folder in DpkgLists.Folders.Where(folder => index.Find(folder) is { Kind: ImageEntryKind.Directory }))
        {
            var lists = IsBounded(index, folder) ? await content.ReadFolderAsync(folder, DpkgLists.Suffix, MaxListBytes, cancellationToken) : null;
            if (lists is null)
            {
                unread.Add($"dpkg's {folder} is more than is read");
            }

            foreach (var list in lists ?? [])
            {
                DpkgLists.Read(list, wanted);
            }
        }

        foreach (var status in Lists(index, [DpkgStatus.Path]))
        {
            await ReadListAsync(content, status, MaxListBytes, file => DpkgStatus.Read(file, wanted), unread, cancellationToken);
        }
    }

    private static async Task ReadListAsync(IImageContent content, ImageEntry list, int maxBytes, Action<ImageFile> read, List<string> unread, CancellationToken cancellationToken)
    {
        // Before it is asked for: what is too much is not sent either.
        if (list.SizeBytes > maxBytes)
        {
            unread.Add(string.Create(CultureInfo.InvariantCulture, $"{DisplayText.Clean(list.Path, 200)} is larger than {maxBytes >> 20} MiB"));
        }
        else if (await content.ReadAsync(list.Path, maxBytes, cancellationToken) is { IsTruncated: false } file)
        {
            read(file);
        }
        else
        {
            unread.Add($"{DisplayText.Clean(list.Path, 200)} could not be read");
        }
    }

    // Links are followed: /var/lib/rpm is one to /usr/lib/sysimage/rpm in many images, and one list is read once.
    private static List<ImageEntry> Lists(ImageFileIndex index, IEnumerable<string> paths)
        => [.. paths.Select(index.Resolve).OfType<ImageEntry>().Where(entry => entry is { Kind: ImageEntryKind.File, SizeBytes: > 0 }).DistinctBy(entry => entry.Identity)];

    // The engine sends a folder whole, so its size is looked at before.
    private static bool IsBounded(ImageFileIndex index, string folder)
    {
        var (count, bytes) = (0, 0L);
        foreach (var (path, entry) in index.Entries)
        {
            if (path.StartsWith(folder, StringComparison.Ordinal))
            {
                (count, bytes) = (count + 1, bytes + entry.SizeBytes);
            }
        }

        return index.Incomplete is null && count <= MaxEntries && bytes <= MaxFolderBytes;
    }
}
