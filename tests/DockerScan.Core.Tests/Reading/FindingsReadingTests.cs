using DockerScan.Core.Assessment;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;

namespace DockerScan.Core.Tests.Reading;

public sealed class FindingsReadingTests
{
    [Fact]
    public void Counts_AcceptedFindings_CountTowardsNothing()
    {
        var reading = new FindingsReading(
        [
            Make.Finding("a", Risk.High, severity: Severity.Critical), Make.Finding("b", Risk.High), Make.Finding("c", Risk.Low),
            Make.Finding("d", Risk.High, FindingState.Accepted, severity: Severity.Critical),
        ]);

        Assert.Equal(new RiskCounts(2, 0, 1), reading.Risks);
        Assert.Equal((2, 0, 1), (reading.Risks.Of(Risk.High), reading.Risks.Of(Risk.Medium), reading.Risks.Of(Risk.Low)));
        Assert.Equal(1, reading.Count(Severity.Critical));
        Assert.Equal(["d"], reading.Accepted.Select(finding => finding.Key));
    }

    [Fact]
    public void Groups_AnyFindings_AreTheRankingOfTheOpenOnes()
    {
        Finding[] findings = [Make.Finding("a", Risk.Low, check: "privilege.root-user"), Make.Finding("b", Risk.High), Make.Finding("c", Risk.Medium), Make.Finding("d", Risk.High, FindingState.Accepted)];

        var reading = new FindingsReading(findings);

        Assert.Equal(FindingRanking.Rank(findings).Select(group => group.Worst.Key), reading.Groups.Select(group => group.Worst.Key));
        Assert.Equal(reading.Open.Select(finding => finding.Key).Order(), reading.Groups.SelectMany(group => group.Findings).Select(finding => finding.Key).Order());
        Assert.DoesNotContain(reading.Open, finding => finding.Key == "d");
    }

    [Fact]
    public void Fixable_OfARisk_NeedsAVersion()
    {
        var mended = Make.Finding("a", Risk.High);
        mended = mended with { Details = mended.Details with { FixedVersion = "2" } };

        var reading = new FindingsReading([mended, Make.Finding("b", Risk.High)]);

        Assert.Equal((1, 0), (reading.Fixable(Risk.High), reading.Fixable(Risk.Low)));
    }
}
