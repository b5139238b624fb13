using DockerScan.Core.Content;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>One process, with all that it was over time.</summary>
internal sealed class ProcessInstance(ProcessEvent first)
{
    private const string Deleted = " (deleted)";
    private readonly List<ProcessEvent> _states = [first];
    public int Pid { get; } = first.Pid;
    public long StartedMs { get; } = first.StartedMs;

    /// <summary>When it was gone; null when it lived to the end.</summary>
    public long? EndMs { get; set; }

    /// <summary>What it was, in order: a process changes with each exec and each change of user.</summary>
    public IReadOnlyList<ProcessEvent> States => _states;

    public ProcessEvent Last => _states[^1];

    /// <summary>The executable's path; null when it could not be read.</summary>
    public string? Path => PathOf(Last);

    /// <summary>The program's short name.</summary>
    public string Name => NameOf(Last);

    /// <summary>The executable's path, without the kernel's word that it is deleted; a file may really be named so.</summary>
    public static string? PathOf(ProcessEvent state)
        => state.Executable is { } path && (state.IsDeleted || state.IsMemoryOnly) && path.EndsWith(Deleted, StringComparison.Ordinal) ? path[..^Deleted.Length] : state.Executable;

    /// <summary>The program's short name: that of the executable, else the command line's first word.</summary>
    public static string NameOf(ProcessEvent state)
        => PathOf(state) is { Length: > 0 } path ? ImagePath.Name(path) : CalledName(state);

    /// <summary>The name it was called by, which for busybox and its like says what it does.</summary>
    public static string CalledName(ProcessEvent state) => ImagePath.Name(CalledWord(state));

    /// <summary>The command line's first word, without a login shell's dash. The process itself can set it to anything.</summary>
    public static string CalledWord(ProcessEvent state)
    {
        var end = state.Command.IndexOf(' ', StringComparison.Ordinal);
        return (end < 0 ? state.Command : state.Command[..end]).TrimStart('-');
    }

    public void Add(ProcessEvent state) => _states.Add(state);

    public bool IsAlive(long ms) => StartedMs <= ms && (EndMs is null || EndMs >= ms);
}
