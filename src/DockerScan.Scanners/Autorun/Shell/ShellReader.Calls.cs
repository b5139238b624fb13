using DockerScan.Core.Content;
using DockerScan.Scanners.Autorun.Commands;

namespace DockerScan.Scanners.Autorun.Shell;

// Functions and aliases, and what they are given.
internal sealed partial class ShellReader
{
    private void SetArguments(List<string> command)
    {
        var at = command.IndexOf("--");
        if (at < 0)
        {
            // set WORD: the options before it are the shell's.
            at = command.FindIndex(1, word => word.Length > 0 && word[0] is not ('-' or '+')) - 1;
            at += at > 0 && command[at].EndsWith('o') ? command.Count : 0;
        }

        if (at >= 0 && at < command.Count)
        {
            State.AddArguments(command[(at + 1)..]);
        }
    }

    // As a function that is read where it is defined, and again with what it is given.
    private void Alias(string word, int depth)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0)
        {
            Parse(word[(equals + 1)..], depth + 1);
            State.Names.Define(word[..equals], word[(equals + 1)..] + " \"$@\"");
        }
    }

    private void Declare(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0)
        {
            State.Names.Assign(word[..equals], [word[(equals + 1)..]]);
        }
    }

    // for NAME in a b c: NAME may be each of them; without "in", each argument.
    private void Loop(IReadOnlyList<ShellWord> words)
    {
        if (words.Count < 2 || words[1].Plain is not { } name)
        {
            return;
        }

        List<string> values = words.Count == 2 ? [.. State.Arguments.SelectMany(each => each).Distinct(StringComparer.Ordinal)]
            : words[2].Plain == "in" ? [.. words.Skip(3).SelectMany(word => word.Splices?.SelectMany(each => each) ?? word.Values).Distinct(StringComparer.Ordinal)]
            : [];
        IsCut |= values.Skip(ShellWord.MaxValues).Any(value => value.Contains('/', StringComparison.Ordinal));
        State.Names.Assign(name, values.Take(ShellWord.MaxValues).Reverse());
    }

    // A function is read again for each of its calls, with what it is given: run /opt/app/start.sh. It may be defined behind the call.
    private void Call()
    {
        for (var i = 0; i < _taken.Count && !IsCut; i++)
        {
            var words = _taken[i].Words;
            if (words.Count < 2 || State.Names.Function(words[0]) is not { } text || !MayStartArguments(text) || !_calls.Add(string.Join('\n', words)))
            {
                continue;
            }

            _callText += text.Length;
            if (_calls.Count > MaxCalls || _callText > MaxCallText)
            {
                IsCut = true;
                return;
            }

            var arguments = State.Arguments.ToList();
            State.Arguments.Clear();
            State.AddArguments([.. words.Skip(1)]);
            Parse(text, 1);
            State.Arguments.Clear();
            State.Arguments.AddRange(arguments);
        }
    }

    // A function that only writes what it is given, as most do that are called often, says nothing new with other words.
    private bool MayStartArguments(string text)
    {
        if (!_functions.TryGetValue(text, out var may))
        {
            var state = ShellState.Start(State.ScriptPath, [ShellWord.UnknownWord], State.Directories[0], [], State);
            var reader = new ShellReader(state, text);
            reader.Parse(text, 1);
            _functions[text] = may = reader.IsCut || text.Contains('$', StringComparison.Ordinal) && reader._taken.Exists(taken => MayStart(taken.Words));
        }

        return may;

        bool MayStart(IReadOnlyList<string> words)
            => words.Any(word => word.Contains(ShellWord.Unknown, StringComparison.Ordinal))
                && (words[0].Contains(ShellWord.Unknown, StringComparison.Ordinal) || State.Names.Function(words[0]) is not null
                    || !(ShellBuiltins.Contains(words[0]) || NonStarters.Contains(ImagePath.Name(words[0]))));
    }
}
