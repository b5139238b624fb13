using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>What is known while a script is read: variables, arguments, where it stands. Every branch is taken, so each may have several values.</summary>
internal sealed class ShellState
{
    private const int MaxVariables = 2000;
    private const int MaxVariableLength = 4096;
    private readonly Dictionary<string, List<string>> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _arrays = new(StringComparer.Ordinal);

    /// <summary>The script's own path; null for the text of a shell form.</summary>
    public string? ScriptPath { get; init; }

    /// <summary>What <c>"$@"</c> may be; the first is what it was started with.</summary>
    public List<IReadOnlyList<string>> Arguments { get; } = [];

    /// <summary>The folders it may stand in, the latest first.</summary>
    public List<string> Directories { get; } = [];

    public static ShellState Start(string? scriptPath, IReadOnlyList<string> arguments, string directory, IEnumerable<string> environment)
    {
        var state = new ShellState { ScriptPath = scriptPath };
        state.Arguments.Add([.. arguments.Take(ShellWord.MaxSplice)]);
        state.Directories.Add(directory);
        foreach (var variable in environment)
        {
            var equals = variable.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                state.Assign(variable[..equals], [variable[(equals + 1)..]]);
            }
        }

        return state;
    }

    /// <summary>The same knowledge for a script that is read into this one with <c>.</c>; its <c>$0</c> stays, only BASH_SOURCE differs.</summary>
    public ShellState ForSourced(string path, IReadOnlyList<string> arguments)
    {
        var copy = new ShellState { ScriptPath = path };
        copy.Arguments.AddRange(arguments.Count > 0 ? [[.. arguments.Take(ShellWord.MaxSplice)]] : Arguments);
        copy.Directories.AddRange(Directories);
        foreach (var (name, values) in _variables)
        {
            copy._variables[name] = [.. values];
        }

        foreach (var (name, values) in _arrays)
        {
            copy._arrays[name] = values;
        }

        return copy;
    }

    public IReadOnlyList<string>? Variable(string name) => _variables.GetValueOrDefault(name);

    public IReadOnlyList<string>? Array(string name) => _arrays.GetValueOrDefault(name);

    public void Assign(string name, IEnumerable<string> values)
    {
        if (!_variables.TryGetValue(name, out var known))
        {
            if (_variables.Count >= MaxVariables)
            {
                return;
            }

            _variables[name] = known = [];
        }

        foreach (var value in values.Where(value => value.Length <= MaxVariableLength && !value.Contains(ShellWord.Unknown, StringComparison.Ordinal)))
        {
            // The latest comes first, and the oldest leaves: a branch that is never taken must not hide the one that is.
            known.Remove(value);
            known.Insert(0, value);
            if (known.Count > ShellWord.MaxValues)
            {
                known.RemoveAt(known.Count - 1);
            }
        }
    }

    public void AssignArray(string name, List<string> words)
    {
        if (_arrays.Count < MaxVariables)
        {
            _arrays[name] = words.Count > ShellWord.MaxSplice ? words[..ShellWord.MaxSplice] : words;
        }
    }

    public void AddArguments(IReadOnlyList<string> arguments)
    {
        if (Arguments.Count < ShellWord.MaxValues)
        {
            Arguments.Add([.. arguments.Take(ShellWord.MaxSplice)]);
        }
    }

    public void ChangeDirectory(string to)
    {
        if (Directories.Count < ShellWord.MaxValues && to.Length <= ImagePath.MaxLength)
        {
            var directory = ImagePath.Combine(Directories[0], to);
            Directories.Remove(directory);
            Directories.Insert(0, directory);
        }
    }
}
