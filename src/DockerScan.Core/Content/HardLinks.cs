namespace DockerScan.Core.Content;

/// <summary>Gives each further name of a file an entry of its own, so that whoever judges or shows a path has the one that is used.</summary>
public static class HardLinks
{
    // An archive names the first; more are made by hand.
    private const int MaxSteps = 40;

    /// <summary>Replaces the hard links of <paramref name="entries"/> whose file is there; the others stay and lead nowhere.</summary>
    public static void Settle(IDictionary<string, ImageEntry> entries)
    {
        foreach (var link in entries.Values.Where(entry => entry.Kind == ImageEntryKind.HardLink).ToList())
        {
            // A further name of a symbolic link is that link, and its target counts from its own folder.
            if (Origin(entries, link) is { Kind: not ImageEntryKind.Directory } origin)
            {
                entries[link.Path] = origin with { Path = link.Path, SameAs = origin.Identity };
            }
        }
    }

    private static ImageEntry? Origin(IDictionary<string, ImageEntry> entries, ImageEntry link)
    {
        var current = link;
        for (var step = 0; step < MaxSteps; step++)
        {
            if (current.LinkTarget is not { Length: > 0 and <= ImagePath.MaxLength } target
                || !entries.TryGetValue(ImagePath.Combine("/", target), out var next))
            {
                return null;
            }

            if (next.Kind != ImageEntryKind.HardLink)
            {
                return next;
            }

            current = next;
        }

        return null;
    }
}
