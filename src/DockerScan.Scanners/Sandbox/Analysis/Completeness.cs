namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>Whether everything was seen that a finding could have come from.</summary>
/// <param name="Reasons">Why not, one line each; none when it was.</param>
internal sealed record Completeness(IReadOnlyList<string> Reasons)
{
    public bool IsComplete => Reasons.Count == 0;
}
