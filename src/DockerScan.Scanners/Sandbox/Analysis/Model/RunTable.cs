using DockerScan.Core.Content;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Autorun.Commands;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>Which processes ran which file: the kernel's word for a program, the command line for a script.</summary>
internal sealed class RunTable
{
    private const int MaxWords = 8;

    // bash's; others use pipes.
    private const string HereText = "sh-thd";

    private readonly Dictionary<string, List<ProcessInstance>> _programs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ProcessInstance>> _scripts = new(StringComparer.Ordinal);
    private readonly BehaviorInput _input;

    public RunTable(BehaviorInput input)
    {
        _input = input;
        foreach (var process in input.Processes.All)
        {
            foreach (var state in process.States)
            {
                Add(_programs, ProcessInstance.PathOf(state), process);
                Add(_scripts, ScriptOf(state), process);
                Add(_scripts, InputOf(state), process);
            }
        }
    }

    /// <summary>The scripts that ran, as their command lines name them.</summary>
    public IEnumerable<string> Scripts => _scripts.Keys;

    /// <summary>The processes that ran a file which was there after the run.</summary>
    public IReadOnlyList<ProcessInstance> Of(DroppedExecutable file)
    {
        var programs = _programs.GetValueOrDefault(file.Path) ?? [];
        var scripts = file.Kind == AutorunKind.Script ? _scripts.GetValueOrDefault(file.Path) ?? [] : [];
        return [.. programs.Concat(scripts).Distinct().Where(process => Since(process, file.Path).Any(state =>
            ProcessInstance.PathOf(state) == file.Path || (file.Kind == AutorunKind.Script && (ScriptOf(state) == file.Path || InputOf(state) == file.Path))))];
    }

    /// <summary>True where what ran was the image's own file; only the file under its path is another one now, as after every update.</summary>
    public static bool IsReplaced(BehaviorInput input, ProcessEvent state)
        => state is { IsDeleted: true, IsMemoryOnly: false, Sha256: { } hash } && ProcessInstance.PathOf(state) is { } path
            && input.Record.ImageHashes.GetValueOrDefault(path) == hash && !input.Paths.IsDeleted(path);

    /// <summary>
    /// The script that a program was given: the kernel starts "#!/bin/sh" as "/bin/sh /path/script …", and so does a person: the second word, or the first after options.
    /// Null for a program that starts nothing of what it is given.
    /// </summary>
    public static string? ScriptOf(ProcessEvent state)
        => state.Command.IndexOf(' ', StringComparison.Ordinal) < 0 || NonStarters.Contains(ProcessInstance.CalledName(state)) ? null
            : state.Command.Split(' ', MaxWords).Skip(1).SkipWhile(word => word.StartsWith('-') && word != "-c").FirstOrDefault();

    /// <summary>
    /// The file that a shell or an interpreter reads its commands from because it is its input; null for none. A shell itself writes texts that stand
    /// in a script (<c>&lt;&lt;END</c>) into such files: these are the script's.
    /// </summary>
    public static string? InputOf(ProcessEvent state)
    {
        if (state.Input is not { } path || ImagePath.Name(path).StartsWith(HereText, StringComparison.Ordinal))
        {
            return null;
        }

        var name = ProcessInstance.CalledName(state);
        var words = state.Command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isRead = InvocationReader.Shells.Contains(name)
            ? InvocationReader.Read(words).ReadsInput
            : Interpreter.Find(name) is not null && (words.Length == 1 || words[1] == "-");
        return isRead ? path : null;
    }

    // What a process was until the file under its path was replaced was the image's own program, and says nothing of the new file.
    private IEnumerable<ProcessEvent> Since(ProcessInstance process, string path)
    {
        var states = process.States;
        var last = states.Count;
        while (last > 0 && !(ProcessInstance.PathOf(states[last - 1]) == path && IsReplaced(_input, states[last - 1])))
        {
            last--;
        }

        return states.Skip(last);
    }

    private static void Add(Dictionary<string, List<ProcessInstance>> index, string? path, ProcessInstance process)
    {
        if (path is not { Length: > 0 } || path[0] != '/')
        {
            return;
        }

        if (!index.TryGetValue(path, out var same))
        {
            index[path] = same = [];
        }

        if (same.Count == 0 || same[^1] != process)
        {
            same.Add(process);
        }
    }
}
