using DockerScan.Core.Findings;
using DockerScan.Scanners.Patterns;

namespace DockerScan.Scanners.Sandbox.Analysis.Settings;

/// <summary>A pattern over a process's command line.</summary>
internal sealed record CommandPattern(string Id, Severity Severity, string Title, LinePattern Pattern)
{
    public const string Escape = "escape";
    public const string Tunnel = "tunnel";
    public const string Leak = "leak";

    /// <summary>What the rules look for.</summary>
    public static IReadOnlyList<string> Purposes { get; } = [Escape, Tunnel, Leak];

    /// <summary>What it is a sign of.</summary>
    public string Purpose => Id[..Math.Max(0, Id.IndexOf('.', StringComparison.Ordinal))];
}
