namespace DockerScan.Core.Reading;

/// <summary>
/// A version order that fits all ecosystems well enough to choose which fix to name: numbers count as numbers, a
/// tilde comes before the end (Debian). Whether a version is vulnerable is the scanner's word, never decided by this.
/// </summary>
public sealed class VersionOrder : IComparer<string>
{
    /// <summary>The one there is.</summary>
    public static VersionOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        while (!left.IsEmpty || !right.IsEmpty)
        {
            var order = StartsWithDigit(left) && StartsWithDigit(right)
                ? CompareNumbers(Take(ref left), Take(ref right))
                : CompareCharacters(ref left, ref right);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static bool StartsWithDigit(ReadOnlySpan<char> text) => !text.IsEmpty && char.IsAsciiDigit(text[0]);

    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var number = end < 0 ? text : text[..end];
        text = text[number.Length..];
        return number.TrimStart('0');
    }

    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
        => left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);

    private static int CompareCharacters(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        var order = Weight(left).CompareTo(Weight(right));
        left = left.IsEmpty ? left : left[1..];
        right = right.IsEmpty ? right : right[1..];
        return order;
    }

    private static int Weight(ReadOnlySpan<char> text) => text.IsEmpty ? 0 : text[0] == '~' ? -1 : text[0] + 1;
}
