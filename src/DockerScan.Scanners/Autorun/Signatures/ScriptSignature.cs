using DockerScan.Core.Findings;
using DockerScan.Scanners.Patterns;

namespace DockerScan.Scanners.Autorun.Signatures;

/// <summary>A pattern over one logical line of a script.</summary>
internal sealed record ScriptSignature(string Id, string Category, Severity Severity, string Title, LinePattern Pattern)
{
    /// <summary>Commands that only look like it, because they take away what it would bring: they are cut out of a line first. Null for none.</summary>
    public LinePattern? Without { get; init; }

    /// <summary>What makes up for it when it comes later in the same script. Null for nothing.</summary>
    public LinePattern? UndoneBy { get; init; }

    /// <summary>True when a line matches, commands that are cut out aside: only what is cut is left aside, never the rest of its line.</summary>
    public bool IsMatch(string text) => Pattern.IsMatch(text) && (Without is null || Pattern.IsMatch(Without.Remove(text)));
}
