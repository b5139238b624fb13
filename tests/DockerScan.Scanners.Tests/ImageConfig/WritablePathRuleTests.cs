using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Scanners.ImageConfig;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.ImageConfig;

public sealed class WritablePathRuleTests
{
    private const int Open = 0b111_111_111;
    private const int Sticky = 0b001_111_111_111;

    [Fact]
    public void Look_Ordinary_IsQuiet()
        => Assert.Empty(Look(new FakeImageContent().File("/usr/bin/x", "x").File("/bin/y", "x").Directory("/tmp", Sticky).Link("/usr/bin/z", "x")));

    [Fact]
    public void Look_SystemFolderOpen_IsHigh()
    {
        var finding = Assert.Single(Look(new FakeImageContent().Directory("/usr/local/bin", Open)));

        Assert.Equal(("path-writable", Severity.High, "/usr/local/bin"), (finding.Id, finding.Severity, finding.Location));
        Assert.Contains("mode 777", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_SystemFolderSticky_IsMedium()
        => Assert.Equal(Severity.Medium, Assert.Single(Look(new FakeImageContent().Directory("/usr/local/bin", Sticky))).Severity);

    [Fact]
    public void Look_OwnFolderOpen_IsMedium()
        => Assert.Equal(Severity.Medium, Assert.Single(Look(new FakeImageContent().Directory("/go/bin", Open), "PATH=/go/bin:/usr/bin")).Severity);

    [Fact]
    public void Look_FolderAboveOpen_IsFound()
    {
        var finding = Assert.Single(Look(new FakeImageContent().Directory("/opt", Open).Directory("/opt/app/bin"), "PATH=/opt/app/bin"));

        Assert.Equal("/opt", finding.Location);
        Assert.Contains("/opt/app/bin", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_FolderThatAnybodyMayMake_IsFound()
        => Assert.Equal("/home", Assert.Single(Look(new FakeImageContent().Directory("/home", Open), "PATH=/home/app/bin:/usr/bin")).Location);

    [Fact]
    public void Look_ThroughALink_NamesTheFolder()
        => Assert.Equal("/usr/bin", Assert.Single(Look(new FakeImageContent().Directory("/usr/bin", Open).Link("/bin", "usr/bin"))).Location);

    [Fact]
    public void Look_ProgramOpen_IsHighInASystemFolder()
        => Assert.Equal(Severity.High, Assert.Single(Look(new FakeImageContent().File("/usr/bin/x", "x", Open))).Severity);

    [Fact]
    public void Look_LinkToAnOpenProgram_IsFound()
        => Assert.Equal("/opt/x", Assert.Single(Look(new FakeImageContent().File("/opt/x", "x", Open).Link("/usr/bin/x", "/opt/x"))).Location);

    [Theory]
    [InlineData("PATH=")]
    [InlineData("PATH=/usr/bin:")]
    [InlineData("PATH=/usr/bin::/bin")]
    [InlineData("PATH=bin:/usr/bin")]
    [InlineData("PATH=.")]
    public void Look_RelativePart_IsLow(string path)
        => Assert.Contains(Look(new FakeImageContent().Directory("/usr/bin"), path), finding => finding is { Id: "path-relative", Severity: Severity.Low });

    [Fact]
    public void Look_LinkLoop_Ends()
        => Assert.Empty(Look(new FakeImageContent().Link("/a", "/b").Link("/b", "/a"), "PATH=/a:/b:/a/b/../../.."));

    [Fact]
    public void Look_HostilePath_IsBounded()
    {
        var findings = Look(new FakeImageContent().Directory("/tmp", Open), "PATH=" + string.Join(':', Enumerable.Repeat("/tmp/\n\u202e" + new string('x', 300), 10_000)));

        Assert.All(findings, finding => Assert.True(finding.Evidence.Length <= 2000));
        Assert.All(findings, finding => Assert.DoesNotContain('\n', finding.Evidence));
    }

    private static List<FindingDraft> Look(FakeImageContent content, string? path = null)
        => RuleBed.Look(new WritablePathRule(), new ImageConfiguration { Environment = path is null ? [] : ["PATH=/wrong", path] }, content);
}
