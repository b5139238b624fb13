using DockerScan.Core.Assessment;
using DockerScan.Core.Findings;

namespace DockerScan.Core.Reading;

/// <summary>Findings ranked and counted: once, and so the same in a card, a picture, a report and a list.</summary>
public sealed class FindingsReading
{
    private readonly Lazy<IReadOnlyList<FindingGroup>> _groups;

    /// <param name="findings">The findings of a scan, or some of them.</param>
    public FindingsReading(IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        Open = FindingRanking.Sort(findings.Where(finding => finding.State == FindingState.Open));
        Accepted = [.. findings.Where(finding => finding.State == FindingState.Accepted)];
        Risks = new RiskCounts(Count(Risk.High), Count(Risk.Medium), Count(Risk.Low));
        _groups = new(() => FindingRanking.Group(Open));
    }

    /// <summary>Those that ask for something, the one to read first first.</summary>
    public IReadOnlyList<Finding> Open { get; }

    /// <summary>Those that a person accepted. They count towards nothing.</summary>
    public IReadOnlyList<Finding> Accepted { get; }

    /// <summary>How many are open, by risk.</summary>
    public RiskCounts Risks { get; }

    /// <summary>The open ones in groups that one deed mends, in the order of their worst.</summary>
    public IReadOnlyList<FindingGroup> Groups => _groups.Value;

    /// <summary>How many are open, of a severity.</summary>
    public int Count(Severity severity) => Open.Count(finding => finding.Details.Severity == severity);

    /// <summary>How many are open, of a risk, and have a version that mends them.</summary>
    public int Fixable(Risk risk) => Open.Count(finding => finding.Risk == risk && !string.IsNullOrEmpty(finding.Details.FixedVersion));

    private int Count(Risk risk) => Open.Count(finding => finding.Risk == risk);
}
