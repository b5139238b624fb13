using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy.Server;

/// <summary>Reads it of a file that another process may have written. A state file that is stale, a server of another Trivy or database, or a port of somebody else's is none.</summary>
internal sealed class TrivyServerFinder(TrivyPaths paths) : ITrivyServerFinder
{
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
            : !LinuxProcess.Listens(state.ProcessId, state.Port) ? "it does not listen"
            : !LinuxProcess.HasOpen(state.ProcessId, state.DatabaseEnding) ? "it does not have its database open"
            : null;
    }

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
