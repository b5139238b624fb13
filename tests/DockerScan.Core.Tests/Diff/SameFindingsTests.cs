using DockerScan.Core.Diff;
using DockerScan.Core.Findings;

namespace DockerScan.Core.Tests.Diff;

/// <summary>What is the same thing under another key, and what only looks like it.</summary>
public sealed class SameFindingsTests
{
    [Fact]
    public void Match_TheOtherNameOfAVulnerability_IsTheSame()
    {
        var earlier = Cve("old", "GHSA-aaaa-bbbb-cccc", "pkg:npm/tar");
        var now = Cve("now", "CVE-2026-1", "pkg:npm/tar", "https://github.com/advisories/GHSA-aaaa-bbbb-cccc") with { };
        now = now with { Details = now.Details with { Id = "CVE-2026-10001" } };

        Assert.Same(earlier, SameFindings.Match([now], [earlier])["now"]);
    }

    [Theory]
    [InlineData("pkg:deb/debian/libssl3", "pkg:deb/debian/libssl3t64", true)]
    [InlineData("pkg:deb/debian/libicu72", "pkg:deb/debian/libicu76", true)]
    [InlineData("pkg:deb/debian/openssl", "pkg:deb/debian/curl", false)]
    [InlineData("pkg:deb/debian/tar", "pkg:npm/tar", false)]
    public void Match_TheSameVulnerabilityInAnotherPackage_IsTheSameWhereThePackageIs(string before, string after, bool isSame)
        => Assert.Equal(isSame, SameFindings.Match([Cve("now", "CVE-2026-10001", after)], [Cve("old", "CVE-2026-10001", before)]).Count == 1);

    [Fact]
    public void Match_OneGoneAndTwoNew_IsOneToOne()
        => Assert.Single(SameFindings.Match(
            [Cve("a", "CVE-2026-10001", "pkg:deb/debian/libicu76"), Cve("b", "CVE-2026-10001", "pkg:deb/debian/libicu77")], [Cve("old", "CVE-2026-10001", "pkg:deb/debian/libicu72")]));

    [Fact]
    public void Match_AFileThatMoved_IsTheSameAndOneWithOtherContentIsNot()
    {
        var earlier = File("old", "/app/key.pem", "app/key.pem: private key ab***");

        Assert.Single(SameFindings.Match([File("now", "/srv/key.pem", "srv/key.pem: private key ab***")], [earlier]));
        Assert.Empty(SameFindings.Match([File("now", "/srv/key.pem", "srv/key.pem: private key cd***")], [earlier]));
    }

    private static Finding Cve(string key, string id, string location, params string[] references)
    {
        var finding = Make.Finding(key);
        return finding with { Details = finding.Details with { Id = id, Location = location, References = references } };
    }

    private static Finding File(string key, string path, string evidence)
    {
        var finding = Make.Finding(key, check: "secret.file");
        return finding with { Details = finding.Details with { KeyClass = "secret.file", Id = "private-key", Location = path, Evidence = evidence } };
    }
}
