namespace DockerScan.Core.Content;

/// <summary>Every entry of an image's merged file system, by path, with links resolved inside the image only.</summary>
/// <param name="Entries">Entries by normalised absolute path.</param>
/// <param name="Incomplete">Why the index does not hold everything (a bound was met), else null. Then "not found" proves nothing.</param>
public sealed record ImageFileIndex(IReadOnlyDictionary<string, ImageEntry> Entries, string? Incomplete)
{
    // Linux's own bound (MAXSYMLINKS).
    private const int MaxLinks = 40;

    private readonly Lazy<ILookup<string, string>> _names = new(() => Entries.Values.Where(entry => entry.SameAs is not null).ToLookup(entry => entry.SameAs!, entry => entry.Path, StringComparer.Ordinal));
    private readonly Lazy<Dictionary<string, ImageEntry>> _blurred = new(() => Blurred(Entries.Values));

    /// <summary>The entry at exactly <paramref name="path"/>, its own links not followed. A path that lost bytes on the way (U+FFFD) finds the first entry that reads so.</summary>
    public ImageEntry? Find(string path)
        => Entries.TryGetValue(path, out var entry) ? entry
            : path.Contains(PathBytes.Lost, StringComparison.Ordinal) ? _blurred.Value.GetValueOrDefault(PathBytes.Blur(path)) : null;

    /// <summary>All paths of an entry's file (hard links), its own first.</summary>
    public IEnumerable<string> NamesOf(ImageEntry entry)
        => _names.Value[entry.Identity].Prepend(entry.Identity).Where(path => path != entry.Path).Prepend(entry.Path);

    /// <summary>
    /// The entry that <paramref name="path"/> leads to, symbolic links followed at every step and <c>..</c> taken where they led to, as the
    /// kernel does. A file with several names is told by the one that was asked for. Null when it leads nowhere or in a circle.
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

            if (entry.Kind != ImageEntryKind.SymbolicLink)
            {
                current = entry.Path;
                continue;
            }

            if (entry.LinkTarget is not { Length: > 0 and <= ImagePath.MaxLength } target || ++links > MaxLinks)
            {
                return null;
            }

            current = target.StartsWith('/') ? "/" : current;
            Push(names, target);
        }

        return Find(current) is { Kind: not ImageEntryKind.HardLink } found ? found : null;
    }

    private static Dictionary<string, ImageEntry> Blurred(IEnumerable<ImageEntry> entries)
    {
        var blurred = new Dictionary<string, ImageEntry>(StringComparer.Ordinal);
        foreach (var entry in entries.Where(entry => PathBytes.HasRaw(entry.Path)).OrderBy(entry => entry.Path, StringComparer.Ordinal))
        {
            blurred.TryAdd(PathBytes.Blur(entry.Path), entry);
        }

        return blurred;
    }

    private static void Push(Stack<string> names, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            names.Push(parts[i]);
        }
    }
}
