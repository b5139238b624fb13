using System.Collections.Frozen;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>Takes the wrappers off a command line: <c>tini -- gosu app env X=1 sh -c '…'</c> starts four programs and a text.</summary>
internal static class InvocationReader
{
    private const int MaxWrappers = 32;

    public static readonly FrozenSet<string> Shells = FrozenSet.ToFrozenSet(["sh", "bash", "dash", "ash", "ksh", "mksh", "zsh", "rbash"], StringComparer.Ordinal);

    public static Invocation Read(IReadOnlyList<string> words)
    {
        var result = new Invocation();
        var at = 0;
        for (var i = 0; i < MaxWrappers && at < words.Count; i++)
        {
            var next = Step(words, at, result);
            if (next < 0)
            {
                break;
            }

            at = next;
        }

        return result;
    }

    // Looks at the program at `at`; gives the place of the command that it starts in turn, or -1.
    private static int Step(IReadOnlyList<string> words, int at, Invocation result)
    {
        var word = words[at];
        var name = ImagePath.Name(word);
        result.Arguments = [.. words.Skip(at + 1)];
        if (word is "." or "source")
        {
            Script(words, at + 1, result, isShell: true);
            result.IsSourced = true;
            return -1;
        }

        if (word is not ("exec" or "command" or "builtin"))
        {
            result.Programs.Add((word, at));
        }

        if (Shells.Contains(name))
        {
            Shell(words, at + 1, result);
            return -1;
        }

        if (Interpreter.Find(name) is { } interpreter)
        {
            Script(words, interpreter.ScriptAt(words, at + 1), result, isShell: false);
            return -1;
        }

        return name switch
        {
            "su" or "script" when Text(words, at + 1) is { } text => WithText(text, result),
            "runuser" when Text(words, at + 1) is { } text && !words.Skip(at).Contains("--") => WithText(text, result),
            "start-stop-daemon" => After(words, at, "-x", "--exec", "-a", "--startas"),
            "find" => After(words, at, "-exec", "-execdir", "-ok", "-okdir"),
            _ => Wrapper.Find(name) is { } wrapper ? wrapper.CommandAt(words, at + 1) : -1,
        };
    }

    private static void Shell(IReadOnlyList<string> words, int at, Invocation result)
    {
        var isText = false;
        while (at < words.Count && words[at] is { Length: > 1 } option && option[0] is '-' or '+')
        {
            at++;
            if (option == "--")
            {
                break;
            }

            if (option.StartsWith("--", StringComparison.Ordinal))
            {
                at += option is "--rcfile" or "--init-file" ? 1 : 0;
                continue;
            }

            isText |= option[0] == '-' && option.Contains('c', StringComparison.Ordinal);
            // -o and -O take a name: bash -eo pipefail -c text.
            at += option[^1] is 'o' or 'O' ? 1 : 0;
        }

        if (at >= words.Count)
        {
            return;
        }

        if (isText)
        {
            result.ShellText = words[at];
            // The first word behind the text is $0.
            result.Arguments = [.. words.Skip(at + 2)];
        }
        else
        {
            Script(words, at, result, isShell: true);
        }
    }

    private static void Script(IReadOnlyList<string> words, int at, Invocation result, bool isShell)
    {
        if (at >= 0 && at < words.Count)
        {
            result.Script = words[at];
            result.ScriptAt = at;
            result.IsShellScript = isShell;
            result.Arguments = [.. words.Skip(at + 1)];
        }
    }

    private static string? Text(IReadOnlyList<string> words, int from)
    {
        for (var i = from; i + 1 < words.Count; i++)
        {
            if (words[i] is "-c" or "--command" || (words[i] is { Length: > 2 and < 8 } cluster && cluster[0] == '-' && cluster[1] != '-' && cluster.EndsWith('c')))
            {
                return words[i + 1];
            }
        }

        return null;
    }

    private static int WithText(string text, Invocation result)
    {
        result.ShellText = text;
        result.Arguments = [];
        return -1;
    }

    private static int After(IReadOnlyList<string> words, int at, params ReadOnlySpan<string> options)
    {
        for (var i = at + 1; i + 1 < words.Count; i++)
        {
            if (options.Contains(words[i]))
            {
                return i + 1;
            }
        }

        return -1;
    }
}
