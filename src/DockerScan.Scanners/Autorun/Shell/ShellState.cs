using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>What is known while a script is read: variables, arguments, where it stands. Every branch is taken, so each may have several values.</summary>
internal sealed class ShellState
{
    private const int MaxArguments = 16;
    private const int MaxDirectories = 16;

    private ShellState(ShellNames names, string? scriptPath)
    {
        Names = names;
        ScriptPath = scriptPath;
    }

    /// <summary>The script's own path; null for the text of a shell form.</summary>
    public string? ScriptPath { get; }

    /// <summary>The shell that reads this script into itself with <c>.</c>; null when a shell of its own reads it.</summary>
    public ShellState? SourcedBy { get; private init; }

    /// <summary>True when it is read as being given any arguments: what they name may be any file.</summary>
    public bool IsGivenAnything => Arguments is [[ShellWord.UnknownWord], ..];

    /// <summary>Variables and functions; a script that is read into another one has the other's.</summary>
    public ShellNames Names { get; }

    /// <summary>What <c>"$@"</c> may be; the first is what it was started with, the latest come next.</summary>
    public List<IReadOnlyList<string>> Arguments { get; } = [];

    /// <summary>The folders it may stand in, the latest first.</summary>
    public List<string> Directories { get; } = [];

    /// <summary>What a shell knows when it is started.</summary>
    /// <param name="scriptPath">The script that it reads; null for a text.</param>
    /// <param name="arguments">What it is given.</param>
    /// <param name="directory">Where it is started.</param>
    /// <param name="environment">The image's variables.</param>
    /// <param name="parent">The shell that starts it: any of its variables may be exported. Null for none.</param>
    /// <param name="files">The files whose content is taken for words, where there is no parent.</param>
    public static ShellState Start(string? scriptPath, IReadOnlyList<string> arguments, string directory, IEnumerable<string> environment, ShellState? parent = null, ShellFiles? files = null)
    {
        var state = new ShellState(parent is null ? ShellNames.Of(environment, files) : parent.Names.Inherited(), scriptPath);
        state.Arguments.Add([.. arguments.Take(ShellWord.MaxSplice)]);
        state.Directories.Add(directory);
        return state;
    }

    /// <summary>The same knowledge for a script that is read into this one with <c>.</c>; its <c>$0</c> stays, only BASH_SOURCE differs.</summary>
    public ShellState ForSourced(string path, IReadOnlyList<string> arguments)
    {
        var same = new ShellState(Names, path) { SourcedBy = this };
        same.Arguments.AddRange(arguments.Count > 0 ? [[.. arguments.Take(ShellWord.MaxSplice)]] : Arguments);
        same.Directories.AddRange(Directories);
        return same;
    }

    /// <summary>Adds what <c>"$@"</c> may be from here on.</summary>
    public void AddArguments(IReadOnlyList<string> arguments)
    {
        IReadOnlyList<string> kept = [.. arguments.Take(ShellWord.MaxSplice)];
        // set -- app "$@" in each of many branches: one more of the same word in front names nothing new.
        var isRepeated = kept is [var first, var second, ..] && first == second && Arguments.Exists(known => known.SequenceEqual(kept.Skip(1)));
        if (!isRepeated && !Arguments.Exists(known => known.SequenceEqual(kept)))
        {
            Arguments.Insert(Math.Min(1, Arguments.Count), kept);
            Trim(Arguments, MaxArguments);
        }
    }

    public void ChangeDirectory(string to)
    {
        if (to.Length <= ImagePath.MaxLength)
        {
            var directory = ImagePath.Combine(Directories[0], to);
            Directories.Remove(directory);
            Directories.Insert(0, directory);
            Trim(Directories, MaxDirectories);
        }
    }

    /// <summary>What a subshell did ends with it: the folders as they were before, those that it stood in behind them.</summary>
    public void ReturnTo(IReadOnlyList<string> directories)
    {
        List<string> all = [.. directories, .. Directories.Except(directories)];
        Directories.Clear();
        Directories.AddRange(all);
        Trim(Directories, MaxDirectories);
    }

    private static void Trim<T>(List<T> list, int most)
    {
        if (list.Count > most)
        {
            list.RemoveRange(most, list.Count - most);
        }
    }
}
