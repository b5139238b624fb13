using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Server;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Tests.Trivy.Support;

/// <summary>A server on the database that is chosen, unless it is said to be another or none.</summary>
internal sealed class FakeServerFinder : ITrivyServerFinder
{
    public bool IsThere { get; set; } = true;

    public string Id { get; set; } = "server1";

    /// <summary>Called before each answer.</summary>
    public Action Asked { get; set; } = () => { };

    public (TrivyServerState? Server, string? Problem) Find(TrivyTool tool, DatabaseChoice choice)
    {
        Asked();
        return IsThere ? (State(tool, choice), null) : (null, "there is none");
    }

    private TrivyServerState State(TrivyTool tool, DatabaseChoice choice) => new()
    {
        Form = TrivyServerState.CurrentForm,
        Id = Id,
        ProcessId = Environment.ProcessId,
        ProcessStart = 1,
        Port = 1,
        Token = "token",
        Folder = choice.SourceFolder,
        ToolPath = tool.Path,
        ToolLength = tool.Length,
        ToolWrittenTicks = tool.WrittenTicks,
        Source = DatabaseProvider.SourceOf(choice)!,
        CopyLength = 0,
        CopyWrittenTicks = 0,
    };
}
