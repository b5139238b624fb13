using System.Collections.Frozen;
using System.Globalization;

namespace DockerScan.Core;

/// <summary>
/// Texts in another language, found by their English. Stored and passed on is English alone; whoever shows a text asks here. A hole
/// (<c>{0}</c> to <c>{5}</c>, in this order) stands for a name, a number or another of the texts.
/// </summary>
internal sealed class TextTable
{
    private const int MaxDepth = 4;
    private static readonly string[] Marks = ["{0}", "{1}", "{2}", "{3}", "{4}", "{5}"];

    private readonly int _depth;
    private readonly FrozenDictionary<string, string> _whole;
    private readonly (string[] Parts, string Other)[] _withHoles;
    private readonly TextTable? _inHoles;

    /// <param name="texts">The texts.</param>
    /// <param name="nested">True where a hole may hold a text that has holes itself. False where names of an image stand in them: one that reads like a text is still a name.</param>
    /// <param name="inHoles">Words and short forms that are taken for a text within another alone; none when null.</param>
    public TextTable(IReadOnlyCollection<(string English, string Other)> texts, bool nested, IReadOnlyCollection<(string English, string Other)>? inHoles = null)
    {
        _inHoles = inHoles is null ? null : new TextTable(inHoles, nested);
        _depth = nested ? MaxDepth : 1;
        _whole = texts.Where(text => !HasHole(text.English)).ToFrozenDictionary(text => text.English, text => text.Other, StringComparer.Ordinal);
        // The longest beginning first, then the longest text: what stands in a hole could be a part of another text.
        _withHoles =
        [
            .. texts.Where(text => HasHole(text.English)).Select(text => (Parts: text.English.Split(Marks, StringSplitOptions.None), text.Other))
                .OrderByDescending(text => text.Parts[0].Length).ThenByDescending(text => text.Parts.Sum(part => part.Length)),
        ];
    }

    /// <summary>A text in the other language; null when nobody has put it into words.</summary>
    public string? Find(string text) => Find(text, 0);

    private string? Find(string text, int depth)
    {
        if (_whole.GetValueOrDefault(text) is { } whole)
        {
            return whole;
        }

        foreach (var (parts, other) in depth < _depth ? _withHoles : [])
        {
            if (Holes(text, parts) is { } holes)
            {
                return string.Format(CultureInfo.InvariantCulture, other, [.. holes.Select(hole => Find(hole, depth + 1) ?? _inHoles?.Find(hole, depth + 1) ?? hole)]);
            }
        }

        return null;
    }

    private static bool HasHole(string text) => text.Contains("{0}", StringComparison.Ordinal);

    /// <summary>What stands between the parts of a text; null when it is another text.</summary>
    private static List<string>? Holes(string text, string[] parts)
    {
        if (!text.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return null;
        }

        var (holes, at) = (new List<string>(), parts[0].Length);
        for (var part = 1; part < parts.Length; part++)
        {
            var isLast = part == parts.Length - 1;
            var end = isLast && text.EndsWith(parts[part], StringComparison.Ordinal) ? text.Length - parts[part].Length
                : isLast ? -1 : text.IndexOf(parts[part], at, StringComparison.Ordinal);
            if (end <= at)
            {
                return null;
            }

            holes.Add(text[at..end]);
            at = end + parts[part].Length;
        }

        return holes;
    }
}
