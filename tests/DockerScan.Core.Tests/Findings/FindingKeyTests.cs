using System.Globalization;
using DockerScan.Core.Findings;

namespace DockerScan.Core.Tests.Findings;

public sealed class FindingKeyTests
{
    private const string Repository = "docker.io/library/redis";
    private const string Platform = "linux/amd64";

    // Computed outside this program. Accepted findings and baselines are stored under these keys: they may never change.
    [Fact]
    public void Create_KnownParts_GivesTheStoredKey()
    {
        Assert.Equal("70f43790e8a67dcb", FindingKey.Create(Repository, Platform, Make.Draft()));
        Assert.Equal("b1217e6e797e2fe4", FindingKey.Create(Repository, Platform, Make.Draft() with { KeyClass = "privilege.root-user", Id = "user-unset", Location = "USER" }));
        Assert.Equal("6cc7a7d6c1c502ce", FindingKey.Create(Repository, Platform, Make.Draft() with { Location = "pkg:generic/bücher" }));
    }

    public static TheoryData<string, FindingDraft> Irrelevant => new()
    {
        { "title", Make.Draft() with { Title = "another title" } },
        { "description", Make.Draft() with { Description = "another description" } },
        { "evidence", Make.Draft() with { Evidence = "line 7 of layer sha256:" + new string('b', 64) } },
        { "remediation", Make.Draft() with { Remediation = "another" } },
        { "target", Make.Draft() with { Target = "openssl (debian 12.6)" } },
        { "severity", Make.Draft() with { Severity = Severity.Critical } },
        { "vector", Make.Draft() with { CvssVector = "CVSS:3.1/C:H/I:H/A:H" } },
        { "installed version", Make.Draft() with { InstalledVersion = "3.0.1" } },
        { "fixed version", Make.Draft() with { FixedVersion = "3.0.2" } },
        { "references", Make.Draft() with { References = ["https://nvd.example/1"] } },
        { "check", Make.Draft() with { Check = "cve.insecure-coding" } },
        { "further checks", Make.Draft() with { AlsoChecks = ["cve.network-security"] } },
    };

    [Theory]
    [MemberData(nameof(Irrelevant))]
    public void Create_TextVersionOrAssessmentChanges_KeepsTheKey(string what, FindingDraft draft)
    {
        Assert.NotEmpty(what);
        Assert.NotEqual(Make.Draft(), draft);
        Assert.Equal("70f43790e8a67dcb", FindingKey.Create(Repository, Platform, draft));
    }

    [Theory]
    [InlineData("pkg:deb/debian/openssl@3.0.1?arch=amd64&distro=debian-12.5")]
    [InlineData("pkg:deb/debian/openssl@3.0.2?arch=amd64&distro=debian-12.6")]
    [InlineData("pkg:deb/debian/openssl")]
    public void Create_PackageRebuilt_KeepsTheKey(string purl)
        => Assert.Equal("70f43790e8a67dcb", FindingKey.Create(Repository, Platform, Make.Draft() with { Location = PackageUrl.WithoutVersion(purl) }));

    [Fact]
    public void Create_EachPart_IsInTheKey()
    {
        var draft = Make.Draft();
        string[] keys =
        [
            FindingKey.Create(Repository, Platform, draft),
            FindingKey.Create("ghcr.io/library/redis", Platform, draft),
            FindingKey.Create(Repository, "linux/arm64", draft),
            FindingKey.Create(Repository, Platform, draft with { KeyClass = "cve.outdated-software" }),
            FindingKey.Create(Repository, Platform, draft with { Id = "CVE-2024-0002" }),
            FindingKey.Create(Repository, Platform, draft with { Location = "pkg:deb/debian/libssl3" }),
        ];
        Assert.Equal(6, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Matches(@"\A[0-9a-f]{16}\z", key));
    }

    [Fact]
    public void Create_TextMovedBetweenParts_GivesAnotherKey()
    {
        var draft = Make.Draft();
        string[] keys =
        [
            FindingKey.Create("a", "b", draft with { KeyClass = "c", Id = "d", Location = "e" }),
            FindingKey.Create("ab", "", draft with { KeyClass = "c", Id = "d", Location = "e" }),
            FindingKey.Create("a", "b", draft with { KeyClass = "cd", Id = "", Location = "e" }),
            FindingKey.Create("a", "b", draft with { KeyClass = "c", Id = "", Location = "de" }),
            // Parts that imitate the length marks.
            FindingKey.Create("a1:b", "", draft with { KeyClass = "c", Id = "d", Location = "e" }),
            FindingKey.Create("a", "b", draft with { KeyClass = "c1:d", Id = "", Location = "e" }),
        ];
        Assert.Equal(6, keys.Distinct().Count());
    }

    [Fact]
    public void Create_AnyCulture_GivesTheSameKey()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
            Assert.Equal("70f43790e8a67dcb", FindingKey.Create(Repository, Platform, Make.Draft()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Create_NoDraft_Throws() => Assert.Throws<ArgumentNullException>(() => FindingKey.Create(Repository, Platform, null!));
}
