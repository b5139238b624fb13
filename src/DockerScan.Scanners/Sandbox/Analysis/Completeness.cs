using DockerScan.Core.Stages;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>Whether everything was seen that a finding could have come from.</summary>
/// <param name="Gaps">What was not; none when all was.</param>
internal sealed record Completeness(IReadOnlyList<Gap> Gaps)
{
    public bool IsComplete => Gaps.Count == 0;

    /// <summary>The sentences alone.</summary>
    public IReadOnlyList<string> Reasons => [.. Gaps.Select(gap => gap.Detail)];
}
