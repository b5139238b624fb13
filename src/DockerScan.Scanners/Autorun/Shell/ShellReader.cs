using System.Collections.Frozen;

namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>
/// Reads the commands of a shell script, modestly: enough to see which files it starts. It knows quotes, comments,
/// continuations, separators, case, functions, here-documents (skipped), command substitution, and variables with
/// constant values. It runs nothing and takes every branch.
/// </summary>
/// <remarks>Every character is looked at once per nesting depth, and depth, commands and words are bounded, so a hostile script costs time in proportion to its length.</remarks>
internal sealed class ShellReader
{
    private const int MaxCommands = 20_000;
    private const int MaxWords = 200_000;
    private const int MaxDepth = 12;

    private static readonly FrozenSet<string> Keywords = FrozenSet.ToFrozenSet(
        ["if", "then", "else", "elif", "fi", "do", "done", "while", "until", "!", "{", "}", "time", "coproc"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Declarations = FrozenSet.ToFrozenSet(["export", "readonly", "local", "declare", "typeset"], StringComparer.Ordinal);

    private readonly List<IReadOnlyList<string>> _commands = [];
    private int _words;

    private ShellReader(ShellState state) => State = state;

    /// <summary>What is known so far.</summary>
    public ShellState State { get; }

    /// <summary>True when a bound was met, so that later commands were not read.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The commands, as words, in the order in which they stand; several for one when its words have several values.</summary>
    public static (IReadOnlyList<IReadOnlyList<string>> Commands, bool IsCut) Read(string script, ShellState state)
    {
        var reader = new ShellReader(state);
        reader.Parse(script, 0);
        return (reader._commands, reader.IsCut);
    }

    /// <summary>Reads text that is code itself: the script, a command substitution, the argument of eval or trap.</summary>
    public void Parse(string text, int depth)
    {
        if (depth > MaxDepth)
        {
            IsCut = true;
            return;
        }

        new ShellParser(text, depth, this).Parse();
    }

    /// <summary>A word in front of a command that is no command itself.</summary>
    public static bool IsKeyword(string word) => Keywords.Contains(word);

    /// <summary>Takes a finished command; assignments are done already.</summary>
    public void Take(List<ShellWord> words, int depth)
    {
        if (words.Count == 0 || words[0].Plain is "esac" or "in")
        {
            return;
        }

        if (words[0].Plain is "for" or "select")
        {
            Loop(words);
            return;
        }

        foreach (var command in Expand(words))
        {
            Emit(command, depth);
        }
    }

    private void Emit(List<string> command, int depth)
    {
        if (IsCut || command.Count == 0)
        {
            return;
        }

        _words += command.Count;
        if (_commands.Count >= MaxCommands || _words > MaxWords)
        {
            IsCut = true;
            return;
        }

        switch (command[0])
        {
            case "cd" or "pushd" when command.Count > 1 && !command[^1].Contains(ShellWord.Unknown, StringComparison.Ordinal):
                State.ChangeDirectory(command[^1]);
                break;
            case "set" when command.IndexOf("--") is var at && at > 0:
                State.AddArguments(command[(at + 1)..]);
                break;
            case "shift":
                State.AddArguments([.. State.Arguments[^1].Skip(1)]);
                break;
            case "eval":
                Parse(string.Join(' ', command.Skip(1)), depth + 1);
                break;
            case "trap" when command.Count > 2:
                Parse(command[1], depth + 1);
                break;
            case var declaration when Declarations.Contains(declaration):
                command.Skip(1).ToList().ForEach(Declare);
                break;
            default:
                _commands.Add(command);
                break;
        }
    }

    private void Declare(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0)
        {
            State.Assign(word[..equals], [word[(equals + 1)..]]);
        }
    }

    // for NAME in a b c: NAME may be each of them.
    private void Loop(List<ShellWord> words)
    {
        if (words.Count > 3 && words[1].Plain is { } name && words[2].Plain == "in")
        {
            State.Assign(name, words.Skip(3).SelectMany(word => word.Splices?.SelectMany(each => each) ?? word.Values).Take(ShellWord.MaxValues).Reverse());
        }
    }

    private static List<List<string>> Expand(List<ShellWord> words)
    {
        List<List<string>> commands = [[]];
        foreach (var word in words)
        {
            var values = word.Splices ?? word.Values.Select(IReadOnlyList<string> (value) => [value]).ToList();
            if (values.Count == 0)
            {
                values = [[ShellWord.Unknown.ToString()]];
            }

            if (values.Count == 1 || commands.Count * values.Count > ShellWord.MaxValues)
            {
                // As in a word: no room for every combination.
                for (var i = 0; i < commands.Count; i++)
                {
                    commands[i].AddRange(values[i % values.Count]);
                }

                continue;
            }

            commands = [.. values.SelectMany(value => commands.Select(command => new List<string>([.. command, .. value])))];
        }

        return commands;
    }
}
