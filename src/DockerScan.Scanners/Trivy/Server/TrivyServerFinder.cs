using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy.Server;

/// <summary>Reads it of a file that another process may have written. A state file that is stale, a server of another Trivy or database, or a port of somebody else's is none.</summary>
/// <remarks>What the kernel says of it is read again after two seconds: a process that holds a port and a file holds them as long as it runs, and whether it runs is looked at each time.</remarks>
internal sealed class TrivyServerFinder(TrivyPaths paths, TimeProvider time) : ITrivyServerFinder
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(2);

    private Seen? _seen;

    /// <inheritdoc/>
    public (TrivyServerState? Server, string? Problem) Find(TrivyTool tool, DatabaseChoice choice)
    {
        if (JsonFile.TryRead(paths.ServerFile, TrivyJsonContext.Default.TrivyServerState) is not { Form: TrivyServerState.CurrentForm } state)
        {
            return (null, "there is none");
        }

        return FindProblem(state, tool, choice) is { } problem ? (null, problem) : (state, null);
    }

    private string? FindProblem(TrivyServerState state, TrivyTool tool, DatabaseChoice choice)
    {
        if (IsOpenToOthers(paths.ServerFile) || Path.GetDirectoryName(state.Folder) != paths.Servers || Path.GetFileName(state.Folder) != state.Id)
        {
            return "its state file is not ours";
        }

        if (state.ToolPath != tool.Path || state.ToolLength != tool.Length || state.ToolWrittenTicks != tool.WrittenTicks)
        {
            return "it is another Trivy";
        }

        if (state.Source != DatabaseProvider.SourceOf(choice))
        {
            return "it has another database";
        }

        var copy = new FileInfo(DatabaseInspector.DatabaseFile(state.Folder));
        return !copy.Exists || copy.Length != state.CopyLength || copy.LastWriteTimeUtc.Ticks != state.CopyWrittenTicks ? "its database was changed"
            : LinuxProcess.StartedAt(state.ProcessId) != state.ProcessStart ? "it ended"
            : FindProblem(state);
    }

    private string? FindProblem(TrivyServerState state)
    {
        if (_seen is { } seen && seen.State == state && time.GetElapsedTime(seen.At) < Memory)
        {
            return null;
        }

        var (now, open) = (time.GetTimestamp(), LinuxProcess.Open(state.ProcessId));
        var problem = !LinuxProcess.Listens(open, state.Port) ? "it does not listen"
            : !LinuxProcess.HasOpen(open, state.DatabaseEnding) ? "it does not have its database open"
            : !IsCopyOf(state) ? "its database is of another day than it says"
            : null;
        _seen = problem is null ? new Seen(state, now) : null;
        return problem;
    }

    // What the copy says of itself, byte by byte.
    private static bool IsCopyOf(TrivyServerState state)
    {
        try
        {
            return File.ReadAllBytes(DatabaseInspector.MetadataFile(state.Folder)).AsSpan().SequenceEqual(File.ReadAllBytes(DatabaseInspector.MetadataFile(state.Source.Path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private sealed record Seen(TrivyServerState State, long At);

    private static bool IsOpenToOthers(string path)
    {
        const UnixFileMode OfOthers = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        try
        {
            return OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & OfOthers) != UnixFileMode.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
