using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Packages;

/// <summary>Finds the distribution packages of files, by the image's own lists. Whatever is odd gives no package: then the file is looked up.</summary>
internal static class PackageOwners
{
    // A full Debian has some 2,000 packages and 40 MB there; its lists of checksums have some MB.
    private const int MaxEntries = 50_000;
    private const long MaxFolderBytes = 128L << 20;
    private const int MaxListBytes = 32 << 20;

    /// <summary>The package of each file that is exactly what its package's list says.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> FindAsync(
        IImageContent content, ImageFileIndex index, IReadOnlyDictionary<string, FileDigests> files, CancellationToken cancellationToken)
    {
        var wanted = new WantedFiles(files, path => index.Find(path) is { } entry ? index.NamesOf(entry) : []);
        if (files.Count == 0)
        {
            return wanted.Packages;
        }

        foreach (var folder in DpkgLists.Folders.Where(folder => IsBounded(index, folder)))
        {
            foreach (var list in await content.ReadFolderAsync(folder, DpkgLists.Suffix, MaxListBytes, cancellationToken) ?? [])
            {
                DpkgLists.Read(list, wanted);
            }
        }

        foreach (var path in ApkList.Files.Where(path => index.Find(path)?.Kind == ImageEntryKind.File))
        {
            if (await content.ReadAsync(path, MaxListBytes, cancellationToken) is { IsTruncated: false } list)
            {
                ApkList.Read(list, wanted);
            }
        }

        return wanted.Packages;
    }

    // The engine sends a folder whole, so its size is looked at before.
    private static bool IsBounded(ImageFileIndex index, string folder)
    {
        if (index.Find(folder) is not { Kind: ImageEntryKind.Directory })
        {
            return false;
        }

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
