using System.Buffers;
using System.Text;

namespace DockerScan.Scanners.Patterns;

/// <summary>What a text must hold for a pattern to match in it: of each of some sets of words at least one. Nearly all texts fail that, and that is told in a fraction of the time.</summary>
/// <remarks>Worked out from the pattern itself. Whatever in it is not understood asks for nothing, so that no match is ever lost.</remarks>
internal sealed class RequiredWords
{
    private const int MaxSets = 4;

    private readonly bool _ignoresCase;
    private readonly SearchValues<string>[] _sets;

    /// <param name="pattern">A pattern that .NET takes.</param>
    public RequiredWords(string pattern)
    {
        var reader = new RequiredWordsReader(pattern);
        Sets = [.. reader.Read().Where(set => !Array.Exists(set, string.IsNullOrWhiteSpace)).OrderByDescending(set => set.Min(word => word.Length)).ThenBy(set => set.Length).Take(MaxSets)];
        _ignoresCase = reader.IgnoresCase;
        _sets = [.. Sets.Select(set => SearchValues.Create(set, _ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))];
    }

    /// <summary>The sets, the most telling first.</summary>
    public IReadOnlyList<string[]> Sets { get; }

    /// <summary>False when the pattern cannot match.</summary>
    public bool AreIn(string text)
    {
        // Patterns that ignore case take some letters outside ASCII for letters inside (the Kelvin sign is a k).
        if (_ignoresCase && !Ascii.IsValid(text))
        {
            return true;
        }

        foreach (var set in _sets)
        {
            if (text.AsSpan().IndexOfAny(set) < 0)
            {
                return false;
            }
        }

        return true;
    }
}
