using DockerScan.Core.Findings;
using DockerScan.Scanners.Patterns;

namespace DockerScan.Scanners.Autorun.Signatures;

/// <summary>A pattern over one logical line of a script.</summary>
internal sealed record ScriptSignature(string Id, string Category, Severity Severity, string Title, LinePattern Pattern);
