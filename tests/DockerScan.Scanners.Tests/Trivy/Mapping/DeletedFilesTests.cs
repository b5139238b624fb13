using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.Trivy.Mapping;

public sealed class DeletedFilesTests
{
    [Theory]
    [InlineData("/root/.npmrc", true)]
    [InlineData("root/.npmrc", true)]
    [InlineData("/app/there.env", false)]
    [InlineData("app/there.env", false)]
    [InlineData("/link/there.env", false)]
    [InlineData("/link/gone.env", true)]
    public void Mark_SecretFile_SaysWhetherALaterLayerDeletedIt(string location, bool isDeleted)
    {
        var content = new FakeImageContent().File("/app/there.env", "x").Link("/link", "app");

        var finding = Assert.Single(DeletedFiles.Mark([Secret(location)], content.Index));

        Assert.Equal(isDeleted, finding.Evidence.EndsWith("in a lower layer: a later one deleted the file, and whoever has the image can still read it", StringComparison.Ordinal));
    }

    [Fact]
    public void Mark_FilesNotKnownWhole_SaysNothing()
    {
        var cut = new FakeImageContent { Incomplete = "more than 3 entries" };

        Assert.Equal("rule r", DeletedFiles.Mark([Secret("/gone")], cut.Index)[0].Evidence);
        Assert.Equal("rule r", DeletedFiles.Mark([Secret("/gone")], null)[0].Evidence);
    }

    [Fact]
    public void Mark_OtherFindings_AreLeftAlone()
        => Assert.Equal("rule r", DeletedFiles.Mark([Secret("pkg:deb/debian/openssl") with { Check = CheckIds.OutdatedSoftware }], new FakeImageContent().Index)[0].Evidence);

    private static FindingDraft Secret(string location)
        => new()
        {
            Check = CheckIds.SecretFile,
            Id = "r",
            KeyClass = CheckIds.SecretFile,
            Location = location,
            Title = "t",
            Severity = Severity.High,
            Target = location,
            Evidence = "rule r",
            Remediation = "m",
        };
}
