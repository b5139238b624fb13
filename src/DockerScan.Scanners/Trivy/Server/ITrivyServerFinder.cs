using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy.Server;

/// <summary>Says which server may be asked now.</summary>
internal interface ITrivyServerFinder
{
    /// <summary>The server for this program and this database, or why there is none.</summary>
    (TrivyServerState? Server, string? Problem) Find(TrivyTool tool, DatabaseChoice choice);
}
