namespace DockerScan.Core.Content;

/// <summary>Every entry of an image's merged file system, by path, with links resolved inside the image only.</summary>
/// <param name="Entries">Entries by normalised absolute path.</param>
/// <param name="Incomplete">Why the index does not hold everything (a bound was met), else null. Then "not found" proves nothing.</param>
public sealed record ImageFileIndex(IReadOnlyDictionary<string, ImageEntry> Entries, string? Incomplete)
{
    // Linux's own bound (MAXSYMLINKS).
    private const int MaxLinks = 40;

    /// <summary>The entry at exactly <paramref name="path"/>, its own links not followed.</summary>
    public ImageEntry? Find(string path) => Entries.GetValueOrDefault(path);

    /// <summary>
    /// The entry that <paramref name="path"/> leads to, symbolic and hard links followed at every step and <c>..</c> taken
    /// where they led to, as the kernel does. Null when it leads nowhere or in a circle.
    /// </summary>
    public ImageEntry? Resolve(string path)
    {
        if (path.Length > ImagePath.MaxLength)
        {
            return null;
        }

        var names = new Stack<string>();
        Push(names, path);
        var current = "/";
        var links = 0;
        while (names.TryPop(out var name))
        {
            if (name is "." or "..")
            {
                current = name == "." ? current : ImagePath.Directory(current);
                continue;
            }

            var next = ImagePath.Combine(current, name);
            if (Find(next) is not { } entry)
            {
                return null;
            }

            if (entry.Kind is not (ImageEntryKind.SymbolicLink or ImageEntryKind.HardLink))
            {
                current = next;
                continue;
            }

            var link = Origin(entry);
            if (link.LinkTarget is not { Length: > 0 and <= ImagePath.MaxLength } target || ++links > MaxLinks)
            {
                return null;
            }

            current = link.Kind == ImageEntryKind.HardLink || target.StartsWith('/') ? "/" : current;
            Push(names, target);
        }

        return Find(current);
    }

    // A hard link to a symbolic link is that link under a second name, and its target counts from there.
    private ImageEntry Origin(ImageEntry entry)
        => entry is { Kind: ImageEntryKind.HardLink, LinkTarget: { Length: > 0 and <= ImagePath.MaxLength } target }
            && Find(ImagePath.Combine("/", target)) is { Kind: ImageEntryKind.SymbolicLink } link ? link : entry;

    private static void Push(Stack<string> names, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            names.Push(parts[i]);
        }
    }
}
