namespace DockerScan.Host.Tests.Folders;

/// <summary>Folders that look at each other, in one step or over others.</summary>
internal static class FolderCircles
{
    /// <summary>Every arrow that lies on a circle, with a type at each end.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyDictionary<(string From, string To), string> arrows)
        => [.. arrows.Where(arrow => Reaches(arrow.Key.To, arrow.Key.From, arrows.Keys))
            .Select(arrow => $"{arrow.Key.From} -> {arrow.Key.To}: {arrow.Value}").Order(StringComparer.Ordinal)];

    private static bool Reaches(string from, string to, IEnumerable<(string From, string To)> arrows)
    {
        var next = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To);
        HashSet<string> seen = [from];
        Queue<string> open = new(seen);
        while (open.TryDequeue(out var folder))
        {
            if (folder == to)
            {
                return true;
            }

            foreach (var other in next[folder].Where(seen.Add))
            {
                open.Enqueue(other);
            }
        }

        return false;
    }
}
