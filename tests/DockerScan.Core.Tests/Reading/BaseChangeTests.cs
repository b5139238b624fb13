using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Builders;

namespace DockerScan.Core.Tests.Reading;

/// <summary>Only what was found in both images is counted, and only where both were compared with as much.</summary>
public sealed class BaseChangeTests
{
    private const string Old = "2026-03-01T00:00:00Z";
    private const string New = "2026-03-14T06:12:44Z";
    private static readonly string[] Layers = [.. "123".Select(digit => $"sha256:{new string(digit, 64)}")];
    private static readonly BaseImage Below = new(ImageReference.Parse("debian:12.5"), 2, BaseSource.Layers);
    private static readonly ImageReference Name = ImageReference.Parse("debian:12.15");

    [Fact]
    public void Of_NewerWithLess_IsWhatItsLayersBroughtAndItHasNot()
    {
        var result = Image(("CVE-1", "gone", 0), ("CVE-2", "stays", 1), ("CVE-3", "own", 2), ("CVE-4", "nobody knows", null));

        var change = BaseChange.Of(result, Below, Name, Newer(New, ("CVE-2", "stays"), ("CVE-9", "comes")));

        Assert.Equal([result.Findings.Single(finding => finding.Details.Id == "CVE-1").Key], change.Removes!);
        Assert.Equal((1, Name), (change.Brings, change.Reference));
    }

    // The key holds the repository, and is another one in the base's own result.
    [Fact]
    public void Of_SameVulnerabilityInAnotherPackage_IsAnother()
        => Assert.Equal((1, 1), Counts(BaseChange.Of(Image(("CVE-1", "libssl3", 0)), Below, Name, Newer(New, ("CVE-1", "openssl")))));

    [Theory]
    [InlineData(New, New, true)]
    [InlineData(Old, New, true)]
    [InlineData(New, Old, false)]
    [InlineData("yesterday", New, false)]
    [InlineData(New, null, false)]
    public void Of_NewerComparedWithAnOlderDatabase_IsNotCounted(string here, string? there, bool isCounted)
        => Assert.Equal(isCounted, BaseChange.Of(At(Image(("CVE-1", "gone", 0)), here), Below, Name, Newer(there)).Removes is not null);

    [Theory]
    [InlineData("db 2", "db 2", true)]
    [InlineData("db 2", "db 1", false)]
    [InlineData("db 2", null, false)]
    public void Of_ComparedAgainLater_IsCountedOnlyWithTheSameData(string here, string? there, bool isCounted)
    {
        var result = At(Image(("CVE-1", "gone", 0)), Old, matched: here);

        Assert.Equal(isCounted, BaseChange.Of(result, Below, Name, At(Newer(New), New, matched: there)).Removes is not null);
    }

    [Fact]
    public void Of_NewerWhosePackagesWereNotAllCompared_IsNotCounted()
    {
        var newer = Newer(New);

        Assert.Null(BaseChange.Of(Image(("CVE-1", "gone", 0)), Below, Name,
            newer with { Stages = [.. newer.Stages.Select(stage => stage with { Outcome = StageOutcome.Partial, Reason = "a part" })] }).Removes);
    }

    [Fact]
    public void Of_BaseThatOnlyALabelNames_IsNotCounted()
        => Assert.Null(BaseChange.Of(Image(("CVE-1", "gone", 0)), new BaseImage(Name, 0, BaseSource.Label), Name, Newer(New)).Removes);

    private static (int Removes, int Brings) Counts(NewerBase change) => (change.Removes!.Count, change.Brings);

    private static ScanResult Image(params (string Id, string Package, int? Layer)[] found)
    {
        var result = Compared(New).Found(found.Select(each => Drafts.Vulnerability(each.Id, each.Package, "1", null, Severity.High, "t") with { Layer = each.Layer is { } layer ? Layers[layer] : null }))
            .Found(SampleFindings.Root()).WithImage(new ImageConfiguration()).Build();
        return result with { Image = result.Image! with { Layers = Layers, LayerCount = Layers.Length } };
    }

    private static ScanResult Newer(string? database, params (string Id, string Package)[] found)
        => Compared(database).For("debian:12.15").WithImage(new ImageConfiguration()).Found(found.Select(each => Drafts.Vulnerability(each.Id, each.Package, "2", null, Severity.High, "t"))).Build();

    private static ScanResultBuilder Compared(string? database)
        => new ScanResultBuilder().Stage(StageIds.Trivy, evidence: database is null ? [] : [(StageReport.DatabaseKey, database)]);

    private static ScanResult At(ScanResult result, string database, string? matched = null) => result with
    {
        Stages = [.. result.Stages.Select(stage => stage with
        {
            Evidence = ((string Key, string? Value)[])[(StageReport.DatabaseKey, database), (StageReport.MatchedKey, matched)] is var pairs
                ? pairs.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!) : [],
        })],
    };
}
