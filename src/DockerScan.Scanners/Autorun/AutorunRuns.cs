using DockerScan.Scanners.Autorun.Shell;

namespace DockerScan.Scanners.Autorun;

/// <summary>In how many ways each file is started. A script may be started again with other arguments, which may start something else: <c>exec gosu app "$0" "$@"</c>.</summary>
internal sealed class AutorunRuns
{
    /// <summary>The most ways in which one script is followed.</summary>
    public const int MaxRuns = 16;

    // A script that starts itself and puts a word in front, as many entrypoints do, would do so for ever.
    private const int MaxRepeats = 4;

    private readonly Dictionary<string, Runs> _files = new(StringComparer.Ordinal);

    /// <summary>The files that are started in more ways than are followed.</summary>
    public HashSet<string> Overrun { get; } = new(StringComparer.Ordinal);

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

        // Only words that it was given before, in another order or number: nothing new can be named by them.
        var isRepeat = startedBy == path && words.TrueForAll(runs.Words.Contains);
        if (runs.Followed.Count >= (isRepeat ? MaxRepeats : MaxRuns))
        {
            if (!isRepeat && use != AutorunUse.Data)
            {
                Overrun.Add(path);
            }

            return AutorunRun.TooMany;
        }

        runs.Followed.Add(run);
        runs.Words.UnionWith(words);
        return AutorunRun.New;
    }

    private sealed class Runs
    {
        public HashSet<string> Followed { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Words { get; } = new(StringComparer.Ordinal);
    }
}
