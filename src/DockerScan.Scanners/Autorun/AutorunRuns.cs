using DockerScan.Scanners.Autorun.Shell;

namespace DockerScan.Scanners.Autorun;

/// <summary>In how many ways each file is started. A script may be started again with other arguments, which may start something else: <c>exec gosu app "$0" "$@"</c>.</summary>
internal sealed class AutorunRuns
{
    /// <summary>The most ways in which one script is followed; the next one is read as being given any arguments.</summary>
    public const int MaxRuns = 4;

    private readonly Dictionary<string, Runs> _files = new(StringComparer.Ordinal);

    /// <summary>Takes one start into account.</summary>
    public AutorunRun Take(string path, string startedBy, AutorunUse use, IReadOnlyList<string> arguments)
    {
        var runs = _files.TryGetValue(path, out var known) ? known : _files[path] = new Runs();
        var words = arguments.Take(ShellWord.MaxSplice).ToList();
        var run = $"{use} {string.Join('\n', words)}";
        if (runs.Followed.Contains(run))
        {
            return AutorunRun.Known;
        }

        if (runs.Followed.Count < MaxRuns)
        {
            runs.Followed.Add(run);
            runs.Words.UnionWith(words);
            return AutorunRun.New;
        }

        // A script that starts itself and puts a word in front, as many entrypoints do, would do so for ever: nothing new can be named by words that it was given before.
        if (runs.IsAny || (startedBy == path && words.TrueForAll(runs.Words.Contains)))
        {
            return AutorunRun.TooMany;
        }

        runs.IsAny = true;
        return AutorunRun.Any;
    }

    private sealed class Runs
    {
        public HashSet<string> Followed { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Words { get; } = new(StringComparer.Ordinal);

        public bool IsAny { get; set; }
    }
}
