using System.Text;
using System.Text.RegularExpressions;
using DockerScan.Scanners.Autorun.Signatures;

namespace DockerScan.Scanners.Autorun.Text;

/// <summary>Cuts a script into the texts that signatures are matched against, and matches them.</summary>
/// <remarks>
/// What is matched is more than one line at a time, because hostile scripts are written over several: continuations
/// and pipelines are joined, and a line that downloads or decodes is also matched together with the lines behind it.
/// Whole-line comments are no code and are left out. Nothing else is: a very long line is cut into pieces that overlap.
/// </remarks>
internal static partial class ScriptText
{
    /// <summary>The length of a piece; a pattern's whole match must lie in one.</summary>
    public const int MaxPiece = 8_000;

    private const int Overlap = 2_000;
    private const int Following = 5;

    /// <summary>A signature and where it matched.</summary>
    /// <param name="Signature">The signature.</param>
    /// <param name="Line">The first line of the matched piece, from 1.</param>
    /// <param name="Text">The matched piece.</param>
    internal sealed record Hit(ScriptSignature Signature, int Line, string Text);

    public static IEnumerable<Hit> Matches(IReadOnlyList<ScriptSignature> signatures, string script, CancellationToken cancellationToken = default)
    {
        var pieces = WithConstants(Pieces(script)).ToList();
        // Most signatures need words that stand nowhere in the script: that is asked once and not of each line. Of the pieces, as joining may make a word.
        var whole = string.Join('\n', pieces.Select(piece => piece.Text));
        var possible = signatures.Where(signature => signature.Pattern.CanMatchIn(whole)).ToList();
        foreach (var (line, text, isWindow) in pieces)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var signature in possible)
            {
                if ((!isWindow || signature.Category is "download-and-run" or "decode-and-run") && signature.IsMatch(text))
                {
                    yield return new Hit(signature, line, text);
                }
            }
        }
    }

    /// <summary>True when something later in the script makes up for what was hit: a firewall that is emptied to be filled again.</summary>
    public static bool IsUndone(Hit hit, string script)
    {
        if (hit.Signature.UndoneBy is not { } undo)
        {
            return false;
        }

        if (LogicalLines(script).Any(line => line.Number > hit.Line && undo.IsMatch(line.Text)))
        {
            return true;
        }

        // In the same line whatever follows the last command that matches.
        var commands = hit.Text.Split([";", "&&", "||"], StringSplitOptions.None);
        var last = Array.FindLastIndex(commands, hit.Signature.IsMatch);
        return last >= 0 && commands.Skip(last + 1).Any(undo.IsMatch);
    }

    /// <summary>
    /// The logical lines, each with the number of its first line: continuations and pipelines joined, comment lines left
    /// out. Where a comment may end the joining, both readings are given: the joined line, and each line by itself.
    /// </summary>
    public static IEnumerable<(int Number, string Text)> LogicalLines(string script)
    {
        var number = 0;
        var begin = 1;
        var line = new StringBuilder();
        var apart = new List<(int Number, string Text)>();
        var isUnsure = false;
        foreach (var range in script.AsSpan().Split('\n').ToList())
        {
            number++;
            var raw = script.AsSpan(range).TrimEnd('\r');
            // A comment ends with its line: a backslash there continues nothing.
            if (raw.TrimStart().StartsWith('#') && !(number == 1 && raw.StartsWith("#!")))
            {
                begin = line.Length == 0 ? number + 1 : begin;
                continue;
            }

            var isContinued = raw.EndsWith('\\');
            var isOpen = isContinued || IsOpenPipeline(raw);
            line.Append(isContinued ? raw[..^1] : raw);
            if (isOpen || apart.Count > 0)
            {
                apart.Add((number, raw.ToString()));
                isUnsure |= isOpen && TrailingComment().IsMatch(raw);
            }

            if (isOpen && line.Length < MaxPiece)
            {
                line.Append(isContinued ? string.Empty : " ");
                continue;
            }

            yield return (begin, line.ToString());
            foreach (var each in isUnsure ? apart : [])
            {
                yield return each;
            }

            line.Clear();
            apart.Clear();
            isUnsure = false;
            begin = number + 1;
        }

        if (line.Length > 0)
        {
            yield return (begin, line.ToString());
            foreach (var each in isUnsure ? apart : [])
            {
                yield return each;
            }
        }
    }

    // Each piece as it stands, and once more with the words that variables stand for, where that is another text.
    private static IEnumerable<(int Line, string Text, bool IsWindow)> WithConstants(IEnumerable<(int Line, string Text, bool IsWindow)> pieces)
    {
        var constants = new ScriptConstants();
        foreach (var piece in pieces)
        {
            yield return piece;
            if (!piece.IsWindow)
            {
                constants.Note(piece.Text);
            }

            if (constants.Fill(piece.Text, MaxPiece) is { } filled)
            {
                yield return piece with { Text = filled };
            }
        }
    }

    private static IEnumerable<(int Line, string Text, bool IsWindow)> Pieces(string script)
    {
        var open = new List<(int Number, StringBuilder Text, int Left, bool IsMatched)>();
        foreach (var (number, line) in LogicalLines(script))
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            foreach (var piece in Cut(line))
            {
                yield return (number, piece, false);
            }

            for (var i = open.Count - 1; i >= 0; i--)
            {
                var window = open[i];
                window.Text.Append("; ").Append(line.AsSpan(0, Math.Min(line.Length, MaxPiece - Math.Min(MaxPiece, window.Text.Length))));
                open[i] = window with { Left = window.Left - 1 };
                if (window.Left == 1)
                {
                    yield return (window.Number, window.Text.ToString(), true);
                    open.RemoveAt(i);
                }
            }

            if (line.Length < MaxPiece / 2 && Fetching.IsIn(line))
            {
                var trimmed = line.Trim();
                open.Add((number, new StringBuilder(trimmed), Following, trimmed.Length == line.Length));
            }
        }

        // With nothing behind it a window is the line itself, which was given before.
        foreach (var window in open.Where(window => window.Left < Following || !window.IsMatched))
        {
            yield return (window.Number, window.Text.ToString(), true);
        }
    }

    private static IEnumerable<string> Cut(string line)
    {
        if (line.Length <= MaxPiece)
        {
            yield return line;
            yield break;
        }

        for (var at = 0; at < line.Length; at += MaxPiece - Overlap)
        {
            yield return line.Substring(at, Math.Min(MaxPiece, line.Length - at));
        }
    }

    private static bool IsOpenPipeline(ReadOnlySpan<char> line)
    {
        var end = line.TrimEnd();
        return end.EndsWith('|') || end.EndsWith("&&");
    }

    private static List<Range> ToList(this MemoryExtensions.SpanSplitEnumerator<char> parts)
    {
        var ranges = new List<Range>();
        foreach (var range in parts)
        {
            ranges.Add(range);
        }

        return ranges;
    }

    [GeneratedRegex(@"\s#[^""'`]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TrailingComment();
}
