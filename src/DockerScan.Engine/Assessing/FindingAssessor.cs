using DockerScan.Core.Assessment;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;

namespace DockerScan.Engine.Assessing;

/// <summary>Gives drafts their key and risk, folds equal keys, and puts the worst first.</summary>
internal sealed class FindingAssessor(Checklist checklist)
{
    private const int MaxEvidence = 4000;

    public IReadOnlyList<Finding> Assess(
        ImageReference reference, ImagePlatform platform, IEnumerable<(string Scanner, FindingDraft Draft)> drafts)
        => FindingRanking.Sort(OneFact.Fold([.. drafts
            .Select(pair => new Finding
            {
                Key = FindingKey.Create(reference.Repository, platform.ToString(), pair.Draft),
                Scanner = pair.Scanner,
                Details = pair.Draft,
                Risk = RiskPolicy.Assess(checklist.Get(pair.Draft.Check).Risk, pair.Draft),
            })
            .GroupBy(finding => finding.Key)
            .Select(Fold)]));

    private static Finding Fold(IGrouping<string, Finding> same)
    {
        var worst = same.OrderByDescending(finding => finding.Risk).ThenByDescending(finding => finding.Details.Severity).First();
        var evidence = same.Select(finding => finding.Details.Evidence).Distinct(StringComparer.Ordinal).ToList();
        if (evidence.Count == 1)
        {
            return worst;
        }

        var joined = string.Join("; ", evidence.Take(20));
        return worst with { Details = worst.Details with { Evidence = joined.Length > MaxEvidence ? joined[..(MaxEvidence - 1)] + "…" : joined } };
    }
}
