using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Tests.Trivy.Systems;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Systems;

namespace DockerScan.Scanners.Tests.Trivy.Database;

/// <summary>A database that has nothing for a system answers nothing about it, however new it is.</summary>
public sealed class AdvisoryGapsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SystemsTable _table = TestSystems.Load();

    [Theory]
    [InlineData("debian", "13", "the vulnerability database has no advisories at all for Debian 13: its packages were compared with nothing")]
    [InlineData("redhat", "9", "the vulnerability database has no advisories at all for Red Hat Enterprise Linux 9")]
    [InlineData("wolfi", "", "the vulnerability database has no advisories at all for Wolfi: ")]
    [InlineData("alpine", "3.18", "the vulnerability database has no advisories at all for Alpine Linux 3.18")]
    public void Find_NothingForThisRelease_IsAGap(string family, string release, string words)
    {
        var gap = Assert.Single(Find(family, release, packages: 3));

        Assert.Equal(GapKind.AdvisoriesMissing, gap.Kind);
        Assert.StartsWith(words, gap.Detail, StringComparison.Ordinal);
        Assert.Equal(StageOutcome.Partial, Core.Checks.CheckTable.Conclude([gap]).Outcome);
    }

    [Fact]
    public void Find_SomethingForThisRelease_IsNone() => Assert.Empty(Find("debian", "12", packages: 3));

    [Fact]
    public void Find_NoPackagesOfTheSystem_AsksNothing() => Assert.Empty(Find("debian", "13", packages: 0));

    [Fact]
    public void Find_LanguagesWithoutAdvisories_AreOneGap()
    {
        var gap = Assert.Single(Find("debian", "12", packages: 3, "gobinary", "jar", "node-pkg", "unheard-of"));

        Assert.StartsWith("the vulnerability database has no advisories at all for packages of go, maven; next step: ", gap.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3 })]
    public void Find_DatabaseCannotBeAsked_IsAGap(byte[] bytes)
    {
        File.WriteAllBytes(_folder["db"], bytes);

        Assert.Contains("could not be asked", Assert.Single(AdvisoryGaps.Find(_folder["db"], Answer("debian", "12"), Mapped(1))).Detail, StringComparison.Ordinal);
        Assert.Contains("could not be asked", Assert.Single(AdvisoryGaps.Find(_folder["none"], Answer("debian", "12"), Mapped(1))).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_SampleDatabase_KnowsItsOwnReleaseOnly()
    {
        var sample = Path.Combine(TestFiles.Repository, "samples", "trivy-db", "db", "trivy.db");

        Assert.Empty(AdvisoryGaps.Find(sample, Answer("debian", "12"), Mapped(1, "node-pkg", "python-pkg")));
        Assert.Equal(2, AdvisoryGaps.Find(sample, Answer("redhat", "9"), Mapped(1, "gobinary")).Count);
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<Gap> Find(string family, string release, int packages, params string[] languages)
    {
        File.WriteAllBytes(_folder["db"], TestDatabase.Bytes("debian 12", "npm::x"));
        return AdvisoryGaps.Find(_folder["db"], Answer(family, release), Mapped(packages, languages));
    }

    private SystemAnswer Answer(string family, string release) => new(new OperatingSystemInfo(family, release, false), null, null, _table.OfFamily(family), release);

    private static MappedReport Mapped(int packages, params string[] languages) => new()
    {
        Findings = [],
        TotalFindings = 0,
        OperatingSystem = null,
        PackageCount = packages,
        OsPackageCount = packages,
        LanguageTypes = languages.ToHashSet(),
    };
}
