using DockerScan.Scanners.Patterns;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Sandbox.Analysis.Settings;

/// <summary>A pattern over a process's command line.</summary>
internal sealed record CommandPattern(string Id, Severity Severity, string Title, LinePattern Pattern);
