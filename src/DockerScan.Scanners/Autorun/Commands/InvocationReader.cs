using System.Collections.Frozen;
using DockerScan.Core.Content;
using DockerScan.Scanners.Autorun.Shell;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>Takes the wrappers off a command line: <c>tini -- gosu app env X=1 sh -c '…'</c> starts four programs and a text.</summary>
internal sealed class InvocationReader
{
    private const int MaxWrappers = 32;

    public static readonly FrozenSet<string> Shells = FrozenSet.ToFrozenSet(["sh", "bash", "dash", "ash", "ksh", "mksh", "zsh", "rbash"], StringComparer.Ordinal);

    // Source: bash(1), "INVOCATION".
    private static readonly string[] Login = ["/etc/profile", "/root/.bash_profile", "/root/.bash_login", "/root/.profile"];
    private static readonly string[] Interactive = ["/etc/bash.bashrc", "/root/.bashrc"];
    private readonly Invocation _result = new();
    private IReadOnlyList<string> _words;

    // Where the words that env or find puts together stand in the command line; null while none were.
    private int[]? _places;

    private InvocationReader(IReadOnlyList<string> words) => _words = words;

    public static Invocation Read(IReadOnlyList<string> words)
    {
        var reader = new InvocationReader(words);
        var at = 0;
        for (var i = 0; i < MaxWrappers && at >= 0 && at < reader._words.Count; i++)
        {
            at = reader.Step(at);
        }

        return reader._result;
    }

    // Looks at the program at `at`; gives the place of the command that it starts in turn, or -1.
    private int Step(int at)
    {
        var word = _words[at];
        var name = ImagePath.Name(word);
        _result.Arguments = [.. _words.Skip(at + 1)];
        if (word is "." or "source")
        {
            Script(at + 1, isShell: true);
            _result.IsSourced = true;
            _result.ReadsInput |= at + 1 >= _words.Count;
            return -1;
        }

        if (word is not ("exec" or "command" or "builtin"))
        {
            _result.Programs.Add((word, Place(at)));
        }

        if (Shells.Contains(name))
        {
            Shell(at + 1);
            return -1;
        }

        if (Interpreter.Find(name) is { } interpreter)
        {
            Script(interpreter.ScriptAt(_words, at + 1), isShell: false);
            _result.Endings = interpreter.Endings;
            _result.Module = _result.Script is null && name.StartsWith('p') ? Module(at + 1) : null;
            return -1;
        }

        if (PythonModule.Application(_words, at) is { } application)
        {
            _result.Module = application.Replace('.', '/');
            // Celery's application may be the package, or celery.py in it.
            _result.Others.AddRange(name == "celery" ? [(IReadOnlyList<string>)["python3", "-m", application + ".celery"]] : []);
            return -1;
        }

        switch (name)
        {
            case "su" or "script" when Text(at + 1) is { } text:
                if (name == "su" && _words.Skip(at + 1).Any(option => option is "-" or "-l" or "--login"))
                {
                    Profiles(Login[..1]);
                }

                return WithText(text);
            case "flock" when Text(at + 1) is { } text:
                return WithText(text);
            case "su" when !_words.Skip(at + 1).Any(option => option is "-c" or "--command"):
                _result.ReadsInput = true;
                return -1;
            case "runuser" when Text(at + 1) is { } text && !_words.Skip(at).Contains("--"):
                return WithText(text);
            case "start-stop-daemon":
                Directory(at, _words.Count, "-d", "--chdir");
                return After(at, "-x", "--exec", "-a", "--startas");
            case "run-parts":
                _result.Folder = _words.Skip(at + 1).LastOrDefault(option => option.Length > 0 && option[0] != '-');
                return -1;
            case "find":
                return Found(at);
            case "env":
                SplitForEnv(at);
                break;
        }

        var command = Wrapper.Find(name) is { } wrapper ? wrapper.CommandAt(_words, at + 1) : -1;
        if (command > 0 && name is "env" or "sudo")
        {
            Directory(at, command, name == "env" ? "-C" : "-D", "--chdir");
        }

        return command;
    }

    // env -C FOLDER, env --chdir=FOLDER: between the program and its command.
    private void Directory(int at, int end, string option, string name)
    {
        for (var i = at + 1; i < end; i++)
        {
            var folder = (_words[i] == option || _words[i] == name) && i + 1 < end ? _words[i + 1]
                : _words[i].StartsWith(name + "=", StringComparison.Ordinal) ? _words[i][(name.Length + 1)..]
                : null;
            if (folder is not null)
            {
                _result.Directory = _result.Directory is { } before ? ImagePath.Combine(before, folder) : folder;
                return;
            }
        }
    }

    // python -m a.b, also at the end of a cluster.
    private string? Module(int from)
    {
        for (var i = from; i + 1 < _words.Count && _words[i].Length > 1 && _words[i][0] == '-'; i++)
        {
            if (_words[i][1] != '-' && _words[i].EndsWith('m') && _words[i + 1].Length is > 0 and < 200 && !_words[i + 1].AsSpan().ContainsAny('*', '?', ShellWord.Unknown))
            {
                return _words[i + 1].Replace('.', '/');
            }

            i += _words[i] is "-W" or "-X" ? 1 : 0;
        }

        return null;
    }

    private void Profiles(params IEnumerable<string> files) => _result.Others.AddRange(files.Select(file => (IReadOnlyList<string>)[".", file]));

    private int Place(int at) => _places is null ? at : _places[at];

    private void Shell(int at)
    {
        var isText = false;
        var isInput = false;
        var isLogin = false;
        var isInteractive = false;
        string? own = null;
        while (at < _words.Count && _words[at] is { Length: > 1 } option && option[0] is '-' or '+')
        {
            at++;
            if (option == "--")
            {
                break;
            }

            if (option.StartsWith("--", StringComparison.Ordinal))
            {
                isLogin |= option == "--login";
                if (option is "--rcfile" or "--init-file" && at < _words.Count)
                {
                    own = _words[at++];
                }

                continue;
            }

            isLogin |= option[0] == '-' && option.Contains('l', StringComparison.Ordinal);
            isInteractive |= option[0] == '-' && option.Contains('i', StringComparison.Ordinal);
            isText |= option[0] == '-' && option.Contains('c', StringComparison.Ordinal);
            isInput |= option[0] == '-' && option.Contains('s', StringComparison.Ordinal);
            // -o and -O take a name: bash -eo pipefail -c text.
            at += option[^1] is 'o' or 'O' ? 1 : 0;
        }

        Profiles(isLogin ? Login : !isInteractive ? [] : own is not null ? [own] : Interactive);
        if (at >= _words.Count || (isInput && !isText))
        {
            _result.ReadsInput = !isText;
            _result.Arguments = [.. _words.Skip(at)];
            return;
        }

        if (isText)
        {
            _result.ShellText = _words[at];
            // The first word behind the text is $0.
            _result.Arguments = [.. _words.Skip(at + 2)];
        }
        else if (_words[at] == "-")
        {
            _result.ReadsInput = true;
            _result.Arguments = [];
        }
        else
        {
            Script(at, isShell: true);
        }
    }

    private void Script(int at, bool isShell)
    {
        if (isShell && at < _words.Count && (_words[at] is "/dev/stdin" || _words[at].StartsWith("/dev/fd/", StringComparison.Ordinal) || _words[at].StartsWith("/proc/self/fd/", StringComparison.Ordinal)))
        {
            _result.ReadsInput = true;
            _result.Arguments = [.. _words.Skip(at + 1)];
        }
        else if (at >= 0 && at < _words.Count)
        {
            _result.Script = _words[at];
            _result.ScriptAt = Place(at);
            _result.IsShellScript = isShell;
            _result.Arguments = [.. _words.Skip(at + 1)];
        }
    }

    private string? Text(int from)
    {
        for (var i = from; i + 1 < _words.Count; i++)
        {
            if (_words[i] is "-c" or "--command" || (_words[i] is { Length: > 2 and < 8 } cluster && cluster[0] == '-' && cluster[1] != '-' && cluster.EndsWith('c')))
            {
                return _words[i + 1];
            }
        }

        return _words.Skip(from).FirstOrDefault(word => word.StartsWith("--command=", StringComparison.Ordinal))?["--command=".Length..];
    }

    private int WithText(string text)
    {
        _result.ShellText = text;
        _result.Arguments = [];
        return -1;
    }

    private int After(int at, params ReadOnlySpan<string> options)
    {
        for (var i = at + 1; i + 1 < _words.Count; i++)
        {
            if (options.Contains(_words[i]))
            {
                return i + 1;
            }
        }

        return -1;
    }

    // The first -exec is followed in place, the others by themselves.
    private int Found(int at)
    {
        var lines = FindCommand.Read(_words, at);
        if (lines.Count == 0)
        {
            return -1;
        }

        _result.Others.AddRange(lines.Skip(1).Select(line => line.Words));
        _places = [.. Enumerable.Range(0, at + 1).Select(Place), .. Enumerable.Repeat(Place(lines[0].At), lines[0].Words.Count)];
        _words = [.. _words.Take(at + 1), .. lines[0].Words];
        return at + 1;
    }

    // env -S "sh /x.sh" puts the words of its text where the text stands; behind #! all stands in one word, so the option and the text may too.
    private void SplitForEnv(int at)
    {
        for (var i = at + 1; i < _words.Count && _words[i].Length > 1 && _words[i][0] == '-'; i++)
        {
            if (_words[i] is "-u" or "--unset" or "-C" or "--chdir")
            {
                i++;
                continue;
            }

            if (EnvSplit.Text(_words[i], i + 1 < _words.Count ? _words[i + 1] : null) is not { } found)
            {
                continue;
            }

            var behind = i + (found.TakesNext ? 2 : 1);
            var words = EnvSplit.Words(found.Text);
            var place = Place(found.TakesNext ? i + 1 : i);
            _places = [.. Enumerable.Range(0, i).Select(Place), .. Enumerable.Repeat(place, words.Count), .. Enumerable.Range(behind, _words.Count - behind).Select(Place)];
            _words = [.. _words.Take(i), .. words, .. _words.Skip(behind)];
            return;
        }
    }
}
