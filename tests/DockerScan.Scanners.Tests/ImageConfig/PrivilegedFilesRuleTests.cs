using System.Globalization;
using DockerScan.Core.Findings;
using DockerScan.Scanners.ImageConfig;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.ImageConfig;

public sealed class PrivilegedFilesRuleTests
{
    private const int SetUid = 0b100_111_101_101;
    private const int SetGid = 0b010_111_101_101;

    [Fact]
    public void Look_PlainFiles_IsQuiet()
        => Assert.Empty(Look(new FakeImageContent().File("/bin/su", "x").File("/opt/x", "x").Directory("/var/mail", 0b010_111_111_101)));

    [Fact]
    public void Look_DistributionPrograms_AreOneLowFinding()
    {
        var content = new FakeImageContent().File("/usr/bin/su", "x", SetUid).File("/bin/mount", "x", SetUid).File("/usr/bin/chage", "x", SetGid)
            .File("/usr/sbin/unix_chkpwd", "x", SetGid).File("/usr/lib/openssh/ssh-keysign", "x", SetUid).File("/usr/bin/ping", "x", hasCapabilities: true);

        var finding = Assert.Single(Look(content));

        Assert.Equal(("setuid-distribution", Severity.Low), (finding.Id, finding.Severity));
        Assert.Contains("/usr/bin/su (4755, uid 0, gid 0)", finding.Evidence, StringComparison.Ordinal);
        Assert.Contains("/usr/bin/ping (755, uid 0, gid 0, capabilities)", finding.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/opt/su")]
    [InlineData("/usr/local/bin/su")]
    [InlineData("/usr/lib/x/y/su")]
    [InlineData("/usr/bin/deep/su")]
    public void Look_UsualNameAtAnUnusualPlace_IsItsOwn(string path)
    {
        var finding = Assert.Single(Look(new FakeImageContent().File(path, "x", SetUid)));

        Assert.Equal(("setuid-file", Severity.Medium, path), (finding.Id, finding.Severity, finding.Location));
    }

    [Theory]
    [InlineData("/bin/bash")]
    [InlineData("/opt/python3.11")]
    [InlineData("/usr/bin/find")]
    [InlineData("/tmp/.x/sh")]
    public void Look_SetUidToolOfRoot_IsHigh(string path)
        => Assert.Equal(Severity.High, Assert.Single(Look(new FakeImageContent().File(path, "x", SetUid))).Severity);

    [Fact]
    public void Look_SetUidToolOfAUser_IsMedium()
        => Assert.Equal(Severity.Medium, Assert.Single(Look(new FakeImageContent().File("/opt/bash", "x", SetUid, uid: 1000))).Severity);

    [Fact]
    public void Look_SetGidOfAnOrdinaryGroup_IsLow()
        => Assert.Equal(Severity.Low, Assert.Single(Look(new FakeImageContent().File("/opt/x", "x", SetGid, gid: 42))).Severity);

    [Fact]
    public void Look_CapabilitiesOnAnUnusualFile_IsMediumEvenWhenNobodyMayExecuteIt()
        => Assert.Equal(Severity.Medium, Assert.Single(Look(new FakeImageContent().File("/opt/x", "x", 0b110_100_100, hasCapabilities: true))).Severity);

    [Fact]
    public void Look_SetUidWithoutExecute_IsQuiet()
        => Assert.Empty(Look(new FakeImageContent().File("/opt/x", "x", 0b100_110_100_100)));

    [Fact]
    public void Look_Thousands_WorstFirstAndTheRestCounted()
    {
        var content = new FakeImageContent().File("/zzz/bash", "x", SetUid);
        for (var i = 0; i < 3000; i++)
        {
            content.File(string.Create(CultureInfo.InvariantCulture, $"/opt/{i:0000}\n\u202e"), "x", SetUid);
        }

        var findings = Look(content);

        Assert.Equal(51, findings.Count);
        Assert.Equal("/zzz/bash", findings[0].Location);
        Assert.Equal("setuid-many", findings[^1].Id);
        Assert.EndsWith("and 2901 more", findings[^1].Evidence, StringComparison.Ordinal);
        Assert.All(findings, finding => Assert.DoesNotContain('\n', finding.Evidence + finding.Target));
        Assert.All(findings, finding => Assert.True(finding.Evidence.Length <= 2000));
    }

    private static List<FindingDraft> Look(FakeImageContent content) => RuleBed.Look(new PrivilegedFilesRule(), null, content);
}
