using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>Where a path leads to, folders and all.</summary>
/// <param name="Entry">What is there; null when nothing is.</param>
/// <param name="Folders">Every folder that is entered on the way, links followed.</param>
internal sealed record FilePlace(ImageEntry? Entry, IReadOnlyList<ImageEntry> Folders)
{
    // Linux's own bound (MAXSYMLINKS).
    private const int MaxLinks = 40;

    public static FilePlace Of(ImageFileIndex index, string path)
    {
        var entry = index.Resolve(path);
        var folders = new Dictionary<string, ImageEntry>(StringComparer.Ordinal);
        // The folders above the path as it is written, and above each place that its last link leads to.
        for (var links = 0; links < MaxLinks && path.Length <= ImagePath.MaxLength; links++)
        {
            AddFolders(index, path, folders);
            var parent = index.Resolve(ImagePath.Directory(path))?.Path ?? "/";
            if (index.Find(ImagePath.Combine(parent, ImagePath.Name(path))) is not { Kind: ImageEntryKind.SymbolicLink, LinkTarget: { Length: > 0 } target })
            {
                break;
            }

            path = ImagePath.Combine(parent, target);
        }

        return new FilePlace(entry, [.. folders.Values]);
    }

    private static void AddFolders(ImageFileIndex index, string path, Dictionary<string, ImageEntry> folders)
    {
        foreach (var written in Above(path))
        {
            // What the list of files has as a folder is no link, and nothing above it is one.
            var isReal = index.Find(written) is { Kind: ImageEntryKind.Directory };
            if ((isReal ? written : index.Resolve(written)?.Path) is { } real)
            {
                foreach (var each in Above(real + "/.").Select(index.Find).OfType<ImageEntry>().Where(each => each.Kind == ImageEntryKind.Directory))
                {
                    folders[each.Path] = each;
                }
            }

            if (isReal)
            {
                return;
            }
        }
    }

    private static IEnumerable<string> Above(string path)
    {
        for (var folder = ImagePath.Directory(path); ; folder = ImagePath.Directory(folder))
        {
            yield return folder;
            if (folder == "/")
            {
                yield break;
            }
        }
    }
}
