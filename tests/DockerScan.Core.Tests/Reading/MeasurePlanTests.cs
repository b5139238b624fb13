using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reading;
using DockerScan.TestKit.Builders;

namespace DockerScan.Core.Tests.Reading;

public sealed class MeasurePlanTests
{
    [Fact]
    public void Create_ManyPackages_PutsMostValuableFirst()
    {
        var plan = Plan(
            Drafts.Vulnerability("CVE-1", "few-high", "1", "2", Severity.Critical, "t"),
            Drafts.Vulnerability("CVE-2", "many-low", "1", "2", Severity.Low, "t"),
            Drafts.Vulnerability("CVE-3", "many-low", "1", "3", Severity.Low, "t"),
            Drafts.Vulnerability("CVE-4", "no-fix", "1", null, Severity.Critical, "t"),
            SampleFindings.Root());

        Assert.Equal(["few-high", "privilege.root-user", "many-low"], plan.Measures.Select(measure => measure.Package?.Name ?? measure.Check));
        Assert.Equal("3", plan.Measures[2].Package!.Fix);
        Assert.Equal("CVE-4", Assert.Single(plan.Unfixable).Details.Id);
        Assert.Equal(2, plan.Headline().Count);
    }

    [Fact]
    public void Headline_OneGreatPackage_StopsAtTwoThirds()
    {
        var drafts = Enumerable.Range(0, 20).Select(number => Drafts.Vulnerability($"CVE-{number}", number < 15 ? "big" : $"small{number}", "1", "2", Severity.High, "t"));

        Assert.Equal("big", Assert.Single(Plan([.. drafts]).Headline()).Package!.Name);
    }

    [Theory]
    [InlineData("2.14.1", "2.12.4, 2.17.1", "2.17.1")]
    [InlineData("2.10.0", "2.12.4, 2.17.1", "2.12.4")]
    [InlineData("1.0", "1.0", "1.0")]
    public void Fix_SeveralBranches_IsNearestAbove(string installed, string fixedVersion, string expected)
        => Assert.Equal(expected, Plan(Drafts.Vulnerability("CVE-1", "p", installed, fixedVersion, Severity.High, "t")).Measures[0].Package!.Fix);

    [Theory]
    [InlineData("1.2", "1.10")]
    [InlineData("1.0~rc1", "1.0")]
    [InlineData("3.0.11-1~deb12u2", "3.0.15-1~deb12u1")]
    [InlineData("1.0", "1.0.1")]
    [InlineData("1:1.0", "2:0.9")]
    [InlineData("99999999999999999999998", "99999999999999999999999")]
    public void VersionOrder_Versions_AreInOrder(string lower, string higher)
    {
        Assert.True(VersionOrder.Instance.Compare(lower, higher) < 0);
        Assert.True(VersionOrder.Instance.Compare(higher, lower) > 0);
        Assert.Equal(0, VersionOrder.Instance.Compare(lower, lower));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Create_NewerBaseWasScanned_IsAMeasureIfItRemovesMoreThanItBrings(int brings, bool isMeasure)
    {
        var open = new ScanResultBuilder().Found(
            Drafts.Vulnerability("CVE-1", "a", "1", "2", Severity.Low, "t"), Drafts.Vulnerability("CVE-2", "a", "1", "2", Severity.Low, "t"),
            Drafts.Vulnerability("CVE-3", "b", "1", null, Severity.High, "t")).Build().Findings;
        var gone = open.Where(finding => finding.Details.Id is "CVE-1" or "CVE-3").Select(finding => finding.Key).ToHashSet();
        var known = new BaseImage(ImageReference.Parse("debian:12.5"), 1, BaseSource.Layers) { Newer = new NewerBase(ImageReference.Parse("debian:12.15")) { Removes = gone, Brings = brings } };

        var plan = MeasurePlan.Create(open, known);

        // Each finding goes by one measure, so that the numbers can be added up.
        Assert.Equal(3, plan.Measures.Sum(measure => measure.Removes.Count) + plan.Unfixable.Count);
        Assert.Equal(isMeasure ? (2, 1, 0) : (0, 2, 1), (
            plan.Measures.FirstOrDefault(measure => measure.Base is not null)?.Removes.Count ?? 0, plan.Measures.Single(measure => measure.Package is not null).Removes.Count, plan.Unfixable.Count));
        Assert.DoesNotContain(plan.Measures, measure => measure.IsRefusal);
    }

    [Fact]
    public void Create_AcceptedFindingOfTheBase_IsNotCounted()
    {
        var known = new BaseImage(ImageReference.Parse("debian:12.5"), 1, BaseSource.Layers) { Newer = new NewerBase(ImageReference.Parse("debian:12.15")) { Removes = new HashSet<string> { "somebody accepted it" } } };

        Assert.Empty(MeasurePlan.Create([], known).Measures);
    }

    private static MeasurePlan Plan(params FindingDraft[] drafts) => MeasurePlan.Create(new ScanResultBuilder().Found(drafts).Build().Findings);
}
