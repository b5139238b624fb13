namespace DockerScan.Core;

/// <summary>Finds the name that was probably meant.</summary>
public static class NearestName
{
    // Also the bound of the work: distances grow with the square.
    private const int MaxLength = 32;

    /// <summary>The nearest name within a slip or two of the keyboard; null when none is near.</summary>
    public static string? Find(string typed, IEnumerable<string> names)
    {
        var allowed = typed.Length <= 3 ? 1 : 2;
        var (name, distance) = typed.Length is 0 or > MaxLength ? default : names.Select(name => (name, Measure(typed, name))).OrderBy(pair => pair.Item2).FirstOrDefault();
        return name is not null && distance <= allowed ? name : null;
    }

    private static int Measure(string typed, string name)
        => typed.Length >= 2 && name.StartsWith(typed, StringComparison.Ordinal) ? 0 : Distance(typed, name);

    /// <summary>Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : Cell(a, b, cost, i, j);
            }
        }

        return cost[a.Length, b.Length];
    }

    private static int Cell(string a, string b, int[,] cost, int i, int j)
    {
        var replace = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var best = Math.Min(replace, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
        var isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return isSwap ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
    }
}
