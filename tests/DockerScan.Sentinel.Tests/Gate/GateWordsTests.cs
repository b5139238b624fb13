using DockerScan.Sentinel.Gate;

namespace DockerScan.Sentinel.Tests.Gate;

public sealed class GateWordsTests
{
    [Fact]
    public void Parse_NameUserAndCommand_AreRead()
    {
        var words = GateWords.Parse(["n", "51000", "--", "sh", "--", "x"]);

        Assert.Equal(("n", 51000), (words!.Name, words.InspectorUid));
        Assert.Equal(["sh", "--", "x"], words.Command);
    }

    [Theory]
    [InlineData]
    [InlineData("n", "51000", "--")]
    [InlineData("n", "51000", "sh")]
    [InlineData("", "51000", "--", "sh")]
    [InlineData("n", "-1", "--", "sh")]
    [InlineData("--", "sh")]
    public void Parse_AnythingElse_IsRefused(params string[] args) => Assert.Null(GateWords.Parse(args));
}
