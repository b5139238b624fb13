using DockerScan.Reporting.Markdown;

namespace DockerScan.Reporting.Tests.Markdown;

public sealed class MarkdownTextTests
{
    [Fact]
    public void Escape_AllPunctuation_IsEscaped()
    {
        const string All = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

        Assert.Equal(string.Concat(All.Select(character => "\\" + character)), MarkdownText.Escape(All));
    }

    [Theory]
    [InlineData(null, "–")]
    [InlineData("  ", "–")]
    [InlineData("a\r\nb\tc", "a  b c")]
    [InlineData("  한글 ok ", "한글 ok")]
    public void Escape_Text_IsOneLine(string? text, string expected) => Assert.Equal(expected, MarkdownText.Escape(text));

    [Theory]
    [InlineData("a", "`a`")]
    [InlineData("a`b", "`` a`b ``")]
    [InlineData("``", "``` `` ```")]
    [InlineData("a|b`", "a\\|b\\`")]
    [InlineData("", "–")]
    public void Code_Text_HasSafeFence(string text, string expected) => Assert.Equal(expected, MarkdownText.Code(text));

    [Fact]
    public void Block_Fences_CannotBeClosedFromInside()
        => Assert.Equal("`````text\na\n````\nb\n`````", MarkdownText.Block("a\n````\nb", 100));

    [Fact]
    public void Escape_LongLine_IsCut() => Assert.Equal(300, MarkdownText.Escape(new string('x', 10_000)).Length);
}
