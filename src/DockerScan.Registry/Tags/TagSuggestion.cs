namespace DockerScan.Registry.Tags;

/// <summary>Finds the tag that was probably meant.</summary>
internal static class TagSuggestion
{
    private const int MaxTagLength = 128;

    /// <summary>The nearest of the other tags; null when none is near.</summary>
    public static string? Nearest(string wanted, IEnumerable<string> tags)
    {
        var most = Math.Max(1, wanted.Length / 2);
        return tags
            .Where(tag => tag != wanted && tag.Length is > 0 and <= MaxTagLength && Math.Abs(tag.Length - wanted.Length) <= most)
            .Select(tag => (Tag: tag, Distance: Distance(wanted, tag)))
            .Where(candidate => candidate.Distance <= most)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Tag, StringComparer.Ordinal)
            .Select(candidate => candidate.Tag)
            .FirstOrDefault();
    }

    // Levenshtein, one row kept.
    private static int Distance(string left, string right)
    {
        Span<int> row = stackalloc int[right.Length + 1];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = i;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.Min(cost, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
