using DockerScan.Core.Tags;

namespace DockerScan.Core.Tests.Tags;

public sealed class NewerTagsTests
{
    [Theory]
    [InlineData("12.5", "12.15 12.6 12.5 12.4 13.1 12 12.15-slim trixie latest", "12.15 12.6 13.1")]
    [InlineData("12", "11 12 13 12.5 12-slim", "13")]
    [InlineData("12-slim", "13-slim 13 12.15-slim", "13-slim")]
    [InlineData("3.20.1", "3.20.10 3.21.0 3.20.2 4.0.0-rc1", "3.21.0 3.20.10 3.20.2")]
    [InlineData("1.2.3-r4", "1.2.3-r10 1.2.3-r3", "1.2.3-r10")]
    [InlineData("12.5", "12.05 12.5", "")]
    [InlineData("latest", "13 12 latest", "")]
    [InlineData("bookworm", "trixie bookworm", "")]
    public void Of_Tags_IsWhatIsNewerOfTheSameForm(string tag, string others, string expected)
        => Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), NewerTags.Of(tag, others.Split(' ')));

    [Fact]
    public void Of_WhatIsNoTag_IsPassedOver()
        => Assert.Equal(["2"], NewerTags.Of("1", ["2", "2", null, string.Empty, "-3", "3\n", new string('4', 200), "sha256-" + new string('a', 64)]));

    [Theory]
    [InlineData("12.5", "12.15", true)]
    [InlineData("12", "13", false)]
    [InlineData("latest", "13", false)]
    public void IsNear_FirstPart_Decides(string tag, string other, bool expected) => Assert.Equal(expected, NewerTags.IsNear(tag, other));
}
