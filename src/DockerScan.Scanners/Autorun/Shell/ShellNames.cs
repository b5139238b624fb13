using DockerScan.Scanners.Autorun.Commands;

namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>The variables, arrays and functions of a shell. Every branch is taken, so a variable may have several values.</summary>
internal sealed class ShellNames
{
    private const int MaxNames = 2000;
    private const int MaxLength = 4096;

    // Functions in functions hold each other's text.
    private const int MaxFunctionText = 8 * 1024 * 1024;
    private readonly Dictionary<string, List<string>> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _arrays = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _functions = new(StringComparer.Ordinal);

    private long _functionText;

    /// <summary>The files whose content is taken for words.</summary>
    public ShellFiles Files { get; private init; } = new();

    /// <summary>Grows whenever something is learnt that was not known.</summary>
    public int Learnt { get; private set; }

    /// <summary>True when a variable had more values that may be paths than are followed.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The names that the image's variables give.</summary>
    public static ShellNames Of(IEnumerable<string> environment, ShellFiles? files = null)
    {
        var names = new ShellNames { Files = files ?? new ShellFiles() };
        foreach (var variable in environment)
        {
            var equals = variable.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                names.Assign(variable[..equals], [variable[(equals + 1)..]]);
            }
        }

        // The engine sets it where the image does not.
        if (names.Variable("PATH") is null)
        {
            names.Assign("PATH", [SearchPath.Default]);
        }

        return names;
    }

    /// <summary>What a program that is started gets: the variables, any of which may be exported.</summary>
    public ShellNames Inherited()
    {
        var names = new ShellNames { Files = Files };
        foreach (var (name, values) in _variables)
        {
            names._variables[name] = [.. values];
        }

        return names;
    }

    public IReadOnlyList<string>? Variable(string name) => _variables.GetValueOrDefault(name);

    public IReadOnlyList<string>? Array(string name) => _arrays.GetValueOrDefault(name);

    /// <summary>The text of a function or alias.</summary>
    public string? Function(string name) => _functions.GetValueOrDefault(name);

    public void Assign(string name, IEnumerable<string> values)
    {
        if (!_variables.TryGetValue(name, out var known))
        {
            if (_variables.Count >= MaxNames)
            {
                IsCut = true;
                return;
            }

            _variables[name] = known = [];
        }

        foreach (var value in values.Select(value => name == "PATH" ? KnownFolders(value) : value).Where(value => value.Length <= MaxLength && !value.Contains(ShellWord.Unknown, StringComparison.Ordinal)))
        {
            // The latest comes first, and the oldest leaves: a branch that is never taken must not hide the one that is.
            Learnt += known.Remove(value) ? 0 : 1;
            known.Insert(0, value);
            if (known.Count > ShellWord.MaxValues)
            {
                IsCut |= known[^1].Contains('/', StringComparison.Ordinal);
                known.RemoveAt(known.Count - 1);
            }
        }
    }

    public void AssignArray(string name, List<string> words)
    {
        if (_arrays.Count >= MaxNames)
        {
            IsCut = true;
            return;
        }

        Learnt += _arrays.TryGetValue(name, out var known) && known.SequenceEqual(words.Take(ShellWord.MaxSplice)) ? 0 : 1;
        _arrays[name] = words.Count > ShellWord.MaxSplice ? words[..ShellWord.MaxSplice] : words;
    }

    /// <summary>Puts a word at its place in an array, or behind all when there is no such place yet.</summary>
    public void AssignPlace(string name, int place, string word)
    {
        List<string> words = [.. Array(name) ?? Variable(name)?.Take(1) ?? []];
        if (place < words.Count)
        {
            words[place] = word;
        }
        else
        {
            words.Add(word);
        }

        AssignArray(name, words);
    }

    public void Define(string name, string text)
    {
        if (_functions.GetValueOrDefault(name) == text)
        {
            return;
        }

        _functionText += text.Length;
        if (_functions.Count >= MaxNames || _functionText > MaxFunctionText)
        {
            IsCut = true;
            return;
        }

        _functions[name] = text;
        Learnt++;
    }

    // A folder that is not known does not hide the others.
    private static string KnownFolders(string path)
        => path.Contains(ShellWord.Unknown, StringComparison.Ordinal) ? string.Join(':', path.Split(':').Where(part => !part.Contains(ShellWord.Unknown, StringComparison.Ordinal))) : path;
}
