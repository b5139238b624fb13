using System.Collections.Frozen;
using System.Globalization;
using DockerScan.Core.Content;
using DockerScan.Scanners.Autorun.Commands;

namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>
/// Reads the commands of a shell script, modestly: enough to see which files it starts. It knows quotes, comments, continuations,
/// separators, case, functions with their arguments, here-documents, command substitution, and variables with constant values.
/// It runs nothing and takes every branch.
/// </summary>
/// <remarks>Every character is looked at once per nesting depth, and depth, commands, words and the calls of functions are bounded, so a hostile script costs time in proportion to its length.</remarks>
internal sealed partial class ShellReader
{
    private const int MaxCommands = 20_000;
    private const int MaxWords = 200_000;
    private const int MaxDepth = 12;
    private const int MaxCalls = 500;
    private const int MaxLines = 200;
    private const int MaxCallsWithin = 3;
    private const string Blanks = " \t\n";
    private const int MaxCallText = 4 * 1024 * 1024;

    // Each end that is looked for and not there costs a look at the whole text.
    private const int MaxLost = 16;
    private const int MaxCharacters = 128 * 1024 * 1024;

    private static readonly FrozenSet<string> Keywords = FrozenSet.ToFrozenSet(
        ["if", "then", "else", "elif", "fi", "do", "done", "while", "until", "!", "{", "}", "time", "coproc"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Declarations = FrozenSet.ToFrozenSet(["export", "readonly", "local", "declare", "typeset"], StringComparer.Ordinal);

    private readonly List<Taken> _taken = [];
    private readonly Dictionary<string, bool> _functions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _calls = new(StringComparer.Ordinal);
    private List<string>? _piped;
    private string? _lost;
    private int _words;
    private int _level;
    private int _guesses;
    private int _callText;
    private int _callsWithin;
    private int _losses;
    private int _subshells;
    private long _characters;

    private readonly string _script;
    private readonly List<string> _reads = [];
    private bool _isAgain;

    private ShellReader(ShellState state, string script)
    {
        State = state;
        _script = script;
    }

    /// <summary>What is known so far.</summary>
    public ShellState State { get; }

    /// <summary>True when a bound was met, so that later commands were not read.</summary>
    public bool IsCut { get; private set; }

    /// <summary>What an unquoted value is split at: blanks, and those of the marks that lists are made with that IFS was set to.</summary>
    public string Separators => State.Names.Variable("IFS") is not { } set ? Blanks : Blanks + string.Concat(set.SelectMany(value => value).Where(c => c is ':' or ',' or ';' or '|').Distinct());

    /// <summary>The commands, as words, in the order in which they stand; several for one when its words have several values.</summary>
    public static ShellCommands Read(string script, ShellState state)
    {
        var reader = new ShellReader(state, script);
        reader.Parse(script, 0);
        if (reader._isAgain && !reader.IsCut)
        {
            // What a loop reads stands behind it: done < FILE.
            reader._taken.Clear();
            reader.Parse(script, 0);
        }

        reader.Call();
        return new ShellCommands([.. reader._taken.Select(taken => taken.Words)], reader.IsCut || state.Names.IsCut, reader._lost);
    }

    /// <summary>A word in front of a command that is no command itself.</summary>
    public static bool IsKeyword(string word) => Keywords.Contains(word);

    /// <summary>A word behind which names are given values.</summary>
    public static bool IsDeclaration(string? word) => word is not null && Declarations.Contains(word);

    /// <summary>Reads text that may be code: what is not understood in it is no loss.</summary>
    public void Guess(string text, int depth)
    {
        _guesses++;
        Parse(text, depth);
        _guesses--;
    }

    /// <summary>Reads a command substitution and says what it may write.</summary>
    /// <param name="text">The text that it stands in.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="depth">How deep that is.</param>
    /// <param name="isBracketed">True when it ends at its bracket, false when at the text's end.</param>
    /// <param name="isInput">True when what it writes is input, as of a pipe.</param>
    public (IReadOnlyList<string> Values, int End) Substitute(string text, int at, int depth, bool isBracketed, bool isInput = false)
    {
        if (depth >= MaxDepth)
        {
            IsCut = true;
            return ([], isBracketed ? Math.Min(text.Length, ShellBrackets.End(text, at, '(', ')') + 1) : text.Length);
        }

        var directories = State.Directories.ToList();
        var piped = _piped;
        _piped = null;
        var from = _taken.Count;
        _level++;
        var end = new ShellParser(text, at, depth + 1, this, isBracketed).Parse();
        _level--;
        _piped = piped;
        var own = _taken[from..];
        // What a deeper one wrote is a word of this one's commands.
        IReadOnlyList<string> values = [.. own.Where(taken => taken.Level == _level + 1 && !taken.IsPiped)
            .SelectMany(taken => isInput ? Input(taken) : Plain(taken.Output ?? Written(taken.Words))).Select(value => value.TrimEnd('\n')).Distinct(StringComparer.Ordinal).Take(ShellWord.MaxValues)];
        State.ReturnTo(directories);
        return (values, end);
    }

    /// <summary>Counts what words grow by.</summary>
    public void Spend(int characters)
    {
        _characters += characters;
        IsCut |= _characters > MaxCharacters;
    }

    /// <summary>As <see cref="ShellBrackets.ArithmeticEnd"/>, as long as ends may be looked for.</summary>
    public int ArithmeticEnd(string text, int at)
    {
        var end = _subshells < MaxLost ? ShellBrackets.ArithmeticEnd(text, at) : -1;
        _subshells += end < 0 ? 1 : 0;
        return end;
    }

    /// <summary>Notes that something is opened and never closed: what stands behind it may be read wrongly.</summary>
    public void Lose(string what, string text, int at)
    {
        _losses++;
        IsCut |= _losses > MaxLost;
        if (_guesses == 0 && !IsCut)
        {
            _lost ??= ReferenceEquals(text, _script) ? string.Create(CultureInfo.InvariantCulture, $"{what} in line {text.AsSpan(0, Math.Clamp(at, 0, text.Length)).Count('\n') + 1}") : what;
        }
    }

    /// <summary>Takes a here-document: a shell that is given one runs it, and in any that is not quoted substitutions are run.</summary>
    public void TakeDocument(IReadOnlyList<ShellWord> command, ShellWord? output, IReadOnlyList<ShellWord>? next, string text, int begin, int end, bool isQuoted, int depth)
    {
        if (Expand(command).Exists(words => InvocationReader.Read(words).ReadsInput) || (output is not null && output.Values.Any(value => value.EndsWith(".sh", StringComparison.Ordinal))))
        {
            Parse(text[begin..end], depth + 1);
        }
        else if (IsCrontab(command, output))
        {
            Schedule(text[begin..end], depth);
        }
        else
        {
            if (!isQuoted)
            {
                ShellExpansion.Substitutions(text, begin, end, depth + 1, this);
            }

            if (command is [{ Plain: "cat" }])
            {
                TakeWritten(text[begin..end], next, depth);
            }
            else if (command.Count == 0)
            {
                TakeLines([text[begin..end]]);
            }
        }
    }

    // cat <<EOF | sh, or what $(cat <<EOF) gives.
    private void TakeWritten(string document, IReadOnlyList<ShellWord>? next, int depth)
    {
        if (next is null)
        {
            if (_level > 0)
            {
                _taken.Add(new Taken(["cat"], _level, IsPiped: false, [document]));
            }

            return;
        }

        foreach (var command in Expand(next))
        {
            var input = new ShellInput(null, null, IsPiped: false);
            if (ImagePath.Name(command[0]) == "crontab")
            {
                TakeCrontab(command, input, [document], depth);
            }
            else if (InvocationReader.Read(command).ReadsInput)
            {
                Guess(document, depth + 1);
            }
        }
    }

    /// <summary>Takes a finished command; assignments are done already.</summary>
    public void Take(IReadOnlyList<ShellWord> words, in ShellInput input, int depth)
    {
        if (words.Count == 0)
        {
            // done < FILE gives the loop's reads their lines; $(< FILE) writes it.
            TakeInput(input);
            return;
        }

        if (words[0].Plain is "esac" or "in")
        {
            return;
        }

        if (words[0].Plain is "for" or "select")
        {
            Loop(words);
            return;
        }

        var piped = _piped;
        _piped = null;
        foreach (var command in Expand(words))
        {
            Emit(command, input, piped, depth);
        }
    }

    // Text that is code itself: the script, the argument of eval or trap.
    private void Parse(string text, int depth)
    {
        if (depth > MaxDepth)
        {
            IsCut = true;
            return;
        }

        new ShellParser(text, 0, depth, this).Parse();
    }

    private void Emit(List<string> command, in ShellInput input, List<string>? piped, int depth)
    {
        if (IsCut || command.Count == 0)
        {
            return;
        }

        _words += command.Count;
        if (_taken.Count >= MaxCommands || _words > MaxWords)
        {
            IsCut = true;
            return;
        }

        switch (command[0])
        {
            case "cd" or "pushd" when command.Count > 1 && !command[^1].Contains(ShellWord.Unknown, StringComparison.Ordinal):
                State.ChangeDirectory(command[^1]);
                break;
            case "popd" when State.Directories.Count > 1:
                State.ChangeDirectory(State.Directories[1]);
                break;
            case "set" when command.Count > 1:
                SetArguments(command);
                break;
            case "shift":
                var latest = State.Arguments[Math.Min(1, State.Arguments.Count - 1)];
                State.AddArguments([.. latest.Skip(command.Count > 1 && int.TryParse(command[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1)]);
                break;
            case "eval":
                Parse(string.Join(' ', command.Skip(1)), depth + 1);
                break;
            case "trap" when command.Count > 2:
                Parse(command[1], depth + 1);
                break;
            case "alias":
                command.Skip(1).ToList().ForEach(word => Alias(word, depth));
                break;
            case "read" or "mapfile" or "readarray":
                TakeRead(command, input, piped);
                break;
            case "printf" when command is [_, "-v", var name, ..]:
                State.Names.Assign(name, ShellValues.Formatted(command, 1));
                break;
            case var declaration when Declarations.Contains(declaration):
                command.Skip(1).ToList().ForEach(Declare);
                break;
            default:
                Add(command, input, piped, depth);
                break;
        }
    }

    private void Add(List<string> command, in ShellInput input, List<string>? piped, int depth)
    {
        _taken.Add(new Taken(command, _level, input.IsPiped, Passed(command, input, piped)));
        if (input.IsPiped)
        {
            Pipe(command, input, piped);
        }

        TakeCrontab(command, input, piped, depth);

        if (piped is not null && ImagePath.Name(command[0]) == "xargs")
        {
            foreach (var argument in piped.Take(ShellWord.MaxValues))
            {
                _taken.Add(new Taken([.. XargsWords(command, argument)], _level, input.IsPiped));
            }
        }

        if ((input.File ?? input.Text) is null && piped is null)
        {
            return;
        }

        var shell = InvocationReader.Read(command);
        if (!shell.ReadsInput)
        {
            return;
        }

        foreach (var file in (input.File?.Values ?? []).Where(file => file.Length > 0))
        {
            _taken.Add(new Taken([".", file, .. shell.Arguments], _level, input.IsPiped));
        }

        foreach (var text in (input.Text?.Values ?? []).Concat(piped ?? []).Take(ShellWord.MaxValues))
        {
            Guess(text, depth + 1);
        }
    }

    private static string Quoted(string word) => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static IEnumerable<string> XargsWords(List<string> command, string argument)
    {
        var mark = command.IndexOf("-I") is > 0 and var at && at + 1 < command.Count ? command[at + 1] : command.Find(word => word.Length > 2 && word.StartsWith("-I", StringComparison.Ordinal))?[2..];
        return mark is { Length: > 0 } ? command.Select((word, i) => i > 0 && command[i - 1] == "-I" ? word : word.Replace(mark, argument, StringComparison.Ordinal)) : [.. command, argument];
    }

    private static List<List<string>> Expand(IReadOnlyList<ShellWord> words)
    {
        List<List<string>> commands = [[]];
        foreach (var word in words)
        {
            var values = word.Splices ?? word.Values.Select(IReadOnlyList<string> (value) => [value]).ToList();
            if (values.Count == 0)
            {
                values = [[ShellWord.UnknownWord]];
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

    // Output is what it passes on of what it was given; null when its own words say what it writes.
    private readonly record struct Taken(IReadOnlyList<string> Words, int Level, bool IsPiped, IReadOnlyList<string>? Output = null);
}
