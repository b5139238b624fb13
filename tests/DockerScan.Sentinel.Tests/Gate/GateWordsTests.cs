using DockerScan.Sentinel.Gate;

namespace DockerScan.Sentinel.Tests.Gate;

public sealed class GateWordsTests
{
    [Fact]
    public void Parse_NameUserAndCommand_AreRead()
    {
        var words = GateWords.Parse(["n", "51000", "0", "--", "sh", "--", "x"]);

        Assert.Equal(("n", 51000), (words!.Name, words.InspectorUid));
        Assert.Equal(["sh", "--", "x"], words.Command);
    }

    [Fact]
    public void Parse_HealthCheck_IsReadByItsCount()
    {
        var words = GateWords.Parse(["n", "51000", "3", "sh", "--", "0", "--", "cmd"]);

        Assert.Equal(["sh", "--", "0"], words!.Check);
        Assert.Equal(["cmd"], words.Command);
    }

    [Theory]
    [InlineData]
    [InlineData("n", "51000", "0", "--")]
    [InlineData("n", "51000", "--", "sh")]
    [InlineData("n", "51000", "0", "sh", "x")]
    [InlineData("n", "51000", "1", "--", "sh")]
    [InlineData("n", "51000", "9", "a", "--", "sh")]
    [InlineData("", "51000", "0", "--", "sh")]
    [InlineData("n", "-1", "0", "--", "sh")]
    [InlineData("n", "1", "-1", "--", "sh")]
    [InlineData("--", "sh")]
    public void Parse_AnythingElse_IsRefused(params string[] args) => Assert.Null(GateWords.Parse(args));
}
