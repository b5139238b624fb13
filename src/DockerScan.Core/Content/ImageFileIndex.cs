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

    /// <summary>The entry that <paramref name="path"/> leads to, symbolic and hard links followed at every step. Null when it leads nowhere or in a circle.</summary>
    public ImageEntry? Resolve(string path)
    {
        var links = 0;
        return Resolve(ImagePath.Combine("/", path), ref links);
    }

    private ImageEntry? Resolve(string path, ref int links)
    {
        var current = "/";
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            var next = current == "/" ? "/" + parts[i] : current + "/" + parts[i];
            if (!Entries.TryGetValue(next, out var entry))
            {
                return null;
            }

            if (entry is { Kind: ImageEntryKind.SymbolicLink or ImageEntryKind.HardLink, LinkTarget: { Length: > 0 and <= ImagePath.MaxLength } target })
            {
                if (++links > MaxLinks)
                {
                    return null;
                }

                var from = entry.Kind == ImageEntryKind.HardLink ? "/" : current;
                var rest = string.Join('/', parts[(i + 1)..]);
                return Resolve(ImagePath.Combine("/", ImagePath.Combine(from, target) + "/" + rest), ref links);
            }

            current = next;
        }

        return current == "/" ? Entries.GetValueOrDefault("/") : Entries.GetValueOrDefault(current);
    }
}
