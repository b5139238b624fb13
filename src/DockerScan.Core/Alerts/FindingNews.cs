using DockerScan.Core.Findings;

namespace DockerScan.Core.Alerts;

/// <summary>A finding that is news.</summary>
/// <param name="Finding">The finding: as it is now, or as it was when it is gone.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Cause">Why now.</param>
public sealed record FindingNews(Finding Finding, FindingChange Kind, NewsCause Cause)
{
    /// <summary>As it was before; null when it was not there.</summary>
    public Finding? Was { get; init; }
}
