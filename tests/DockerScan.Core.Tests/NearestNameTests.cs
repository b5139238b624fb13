namespace DockerScan.Core.Tests;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("scna", "scan")]
    [InlineData("scann", "scan")]
    [InlineData("can", "scan")]
    [InlineData("rescna", "rescan")]
    [InlineData("find", "findings")]
    [InlineData("stauts", "status")]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("redis:7", null)]
    public void Find_Typed_GivesTheNearest(string typed, string? expected)
        => Assert.Equal(expected, NearestName.Find(typed, ["scan", "rescan", "findings", "status", "diff"]));

    [Fact]
    public void Find_Overlong_IsNotMeasured() => Assert.Null(NearestName.Find(new string('s', 33), [new string('s', 33)]));

    [Fact]
    public void Find_NoNames_GivesNull() => Assert.Null(NearestName.Find("scan", []));
}
