using DockerScan.Registry.Tags;

namespace DockerScan.Registry.Tests.Tags;

public sealed class TagSuggestionTests
{
    [Theory]
    [InlineData("lastest", "latest")]
    [InlineData("7.2-alpin", "7.2-alpine")]
    [InlineData("bookwrom", "bookworm")]
    [InlineData("8", "7")]
    [InlineData("completely-other", null)]
    public void Nearest_Typo_FindsTheTag(string wanted, string? expected)
        => Assert.Equal(expected, TagSuggestion.Nearest(wanted, ["7", "7.2", "7.2-alpine", "latest", "bookworm", string.Empty, new string('x', 5000)]));
}
