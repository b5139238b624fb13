using System.Buffers;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>The words of a command line that name something which may be started, whatever stands before them.</summary>
internal static class MayStart
{
    private const int MaxWords = 200;
    private static readonly char[] Marks = [' ', '\t', '\n', ';', '&', '|', '(', ')', '\'', '"', '{', '}', '[', ']', ',', ':', '=', '<', '>', '`', '!', '#'];
    private static readonly SearchValues<char> AnyMark = SearchValues.Create(Marks);
    private static readonly string[] ShellEndings = [".sh", ".bash", ".envsh"];
    private static readonly string[] OtherEndings = [".py", ".pl", ".rb", ".js", ".mjs", ".cjs", ".ts", ".lua", ".php", ".jar"];

    /// <summary>The words, in order; behind a program that starts nothing only those of options by which it does.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="invocation">What is known to be started of it: those words are none of these.</param>
    public static IEnumerable<string> Words(IReadOnlyList<string> words, Invocation invocation)
    {
        if (invocation.Programs.Count == 0)
        {
            return [];
        }

        var (last, place) = invocation.Programs[^1];
        if (NonStarters.Contains(ImagePath.Name(last)))
        {
            return StartingOptions.Of(ImagePath.Name(last), [.. words.Skip(place + 1).Take(MaxWords)]).SelectMany(Parts).Distinct(StringComparer.Ordinal);
        }

        var known = invocation.Programs.Select(program => program.At).ToHashSet();
        if (invocation.Script is not null)
        {
            known.Add(invocation.ScriptAt);
        }

        return words.Take(MaxWords).Where((word, at) => at > 0 && !known.Contains(at) && word != invocation.ShellText).SelectMany(Parts).Distinct(StringComparer.Ordinal);
    }

    /// <summary>True when a file is what is started: somebody may execute it, or its name is a script's.</summary>
    public static bool IsStartable(ImageEntry entry) => (entry.Mode & ImageEntry.AnyExecute) != 0 || IsScriptName(entry.Path);

    /// <summary>True for a name that a script has.</summary>
    public static bool IsScriptName(ReadOnlySpan<char> name) => EndsIn(name, ShellEndings) || IsOtherScriptName(name);

    /// <summary>True for a name that a script of another language than the shell's has.</summary>
    public static bool IsOtherScriptName(ReadOnlySpan<char> name) => EndsIn(name, OtherEndings);

    private static bool EndsIn(ReadOnlySpan<char> name, string[] endings)
    {
        foreach (var end in endings)
        {
            if (name.EndsWith(end, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // Also --option=/file, and what a program splits by itself: "--cmd", "sh /x.sh", EXEC:/x.sh, q{/x.sh}.
    private static IEnumerable<string> Parts(string word)
    {
        yield return word;
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0)
        {
            yield return word[(equals + 1)..];
        }

        if (word.Contains('/', StringComparison.Ordinal) && word.AsSpan().ContainsAny(AnyMark))
        {
            foreach (var part in word.Split(Marks, MaxWords, StringSplitOptions.RemoveEmptyEntries).Where(part => part.Contains('/', StringComparison.Ordinal)))
            {
                yield return part;
            }
        }
    }
}
