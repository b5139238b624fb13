using System.Text;
using System.Text.RegularExpressions;
using DockerScan.Scanners.Autorun.Signatures;

namespace DockerScan.Scanners.Autorun.Text;

/// <summary>Cuts a script into the texts that signatures are matched against, and matches them.</summary>
/// <remarks>
/// What is matched is more than one line at a time, because hostile scripts are written over several: continuations
/// and pipelines are joined, and a line that downloads, decodes or opens a connection is also matched together with the lines behind it.
/// Whole-line comments are no code and are left out. Nothing else is: a very long line is cut into pieces that overlap.
/// </remarks>
internal static partial class ScriptText
{
    /// <summary>The length of a piece; a pattern's whole match must lie in one.</summary>
    public const int MaxPiece = 8_000;

    private const int Overlap = 2_000;
    private const int Following = 5;

    // A program in another language ties a shell to its connection over more lines than a download takes.
    private const int FollowingConnection = 12;
    private const string OverLines = "-lines";

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
        foreach (var (line, text, window) in pieces)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var signature in possible)
            {
                if (IsFor(window, signature) && signature.IsMatch(text))
                {
                    yield return new Hit(signature, line, text);
                }
            }
        }
    }

    // What ties a shell to a connection is looked for over several lines only by patterns that are made for it: others would take two harmless lines together.
    private static bool IsFor(Window window, ScriptSignature signature) => window switch
    {
        Window.Fetching => signature.Category is "download-and-run" or "decode-and-run",
        Window.Connecting => signature.Id.EndsWith(OverLines, StringComparison.Ordinal),
        _ => true,
    };

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
    private static IEnumerable<(int Line, string Text, Window Window)> WithConstants(IEnumerable<(int Line, string Text, Window Window)> pieces)
    {
        var constants = new ScriptConstants();
        foreach (var piece in pieces)
        {
            yield return piece;
            if (piece.Window == Window.None)
            {
                constants.Note(piece.Text);
            }

            if (constants.Fill(piece.Text, MaxPiece) is { } filled)
            {
                yield return piece with { Text = filled };
            }
        }
    }

    private static IEnumerable<(int Line, string Text, Window Window)> Pieces(string script)
    {
        var open = new List<(int Number, StringBuilder Text, Window Window, int Left, bool IsMatched)>();
        foreach (var (number, line) in LogicalLines(script))
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            foreach (var piece in Cut(line))
            {
                yield return (number, piece, Window.None);
            }

            for (var i = open.Count - 1; i >= 0; i--)
            {
                var window = open[i];
                window.Text.Append("; ").Append(line.AsSpan(0, Math.Min(line.Length, MaxPiece - Math.Min(MaxPiece, window.Text.Length))));
                open[i] = window with { Left = window.Left - 1 };
                if (window.Left == 1)
                {
                    yield return (window.Number, window.Text.ToString(), window.Window);
                    open.RemoveAt(i);
                }
            }

            var trimmed = line.Length < MaxPiece / 2 ? line.Trim() : string.Empty;
            if (Fetching.IsIn(trimmed))
            {
                open.Add((number, new StringBuilder(trimmed), Window.Fetching, Following, trimmed.Length == line.Length));
            }

            if (Connecting.IsIn(trimmed))
            {
                open.Add((number, new StringBuilder(trimmed), Window.Connecting, FollowingConnection, trimmed.Length == line.Length));
            }
        }

        // With nothing behind it a window is the line itself, which was given before.
        foreach (var window in open.Where(window => window.Left < Behind(window.Window) || !window.IsMatched))
        {
            yield return (window.Number, window.Text.ToString(), window.Window);
        }
    }

    private static int Behind(Window window) => window == Window.Fetching ? Following : FollowingConnection;

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

    // Why a piece is several lines.
    private enum Window
    {
        None,
        Fetching,
        Connecting,
    }

    [GeneratedRegex(@"\s#[^""'`]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TrailingComment();
}
