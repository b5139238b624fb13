using System.Globalization;

namespace DockerScan.Scanners.Trivy.Mapping;

/// <summary>Line numbers for evidence.</summary>
internal static class Lines
{
    private const int Max = 10;

    /// <summary><c> line 3</c> or <c> lines 3, 7</c>; empty when none is known.</summary>
    public static string Describe(IEnumerable<int> numbers)
    {
        var known = numbers.Where(number => number > 0).Distinct().Order().ToList();
        var shown = string.Join(", ", known.Take(Max).Select(number => number.ToString(CultureInfo.InvariantCulture)));
        return known.Count switch
        {
            0 => string.Empty,
            1 => $" line {shown}",
            <= Max => $" lines {shown}",
            _ => $" lines {shown} and {known.Count - Max} more",
        };
    }
}
