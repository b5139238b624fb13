using DockerScan.Reporting.Markdown;

namespace DockerScan.Reporting.Tests.Markdown;

public sealed class MarkdownTextTests
{
    [Fact]
    public void Escape_Markup_IsEscapedEverywhere()
    {
        const string Markup = "#$&*<>@[\\]^_`{|}~";

        Assert.Equal(string.Concat(Markup.Select(character => "\\" + character)), MarkdownText.Escape(Markup));
    }

    [Theory]
    [InlineData("no answer in 300 s; the disk is full (\"really\"), isn't it? 50% of a/b.", "no answer in 300 s; the disk is full (\"really\"), isn't it? 50% of a/b.")]
    [InlineData("heap-based overflow in 1.2.3: fixed. Done!", "heap-based overflow in 1.2.3: fixed. Done\\!")]
    [InlineData("- item", "\\- item")]
    [InlineData("+ item", "\\+ item")]
    [InlineData("=== x", "\\=\\=\\= x")]
    [InlineData("--- ++a++ ==b==", "\\-\\-\\- \\+\\+a\\+\\+ \\=\\=b\\=\\=")]
    [InlineData("1. item", "1\\. item")]
    [InlineData("12) item", "12\\) item")]
    [InlineData("3.0.11-1 5)", "3.0.11-1 5)")]
    [InlineData(": definition", "\\: definition")]
    [InlineData("https://a.example www.a.com libc.so :smile: 10.0.0.1:80", "https\\://a.example www\\.a\\.com libc\\.so \\:smile\\: 10.0.0.1:80")]
    public void Escape_OrdinaryCharacters_AreEscapedWhereTheyMeanSomething(string text, string expected) => Assert.Equal(expected, MarkdownText.Escape(text));

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
