using DockerScan.Conversation.Commands;
using DockerScan.Conversation.Requests;

namespace DockerScan.Conversation.Tests.Commands;

public sealed class CommandTokenizerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("scan redis:7", "scan|redis:7")]
    [InlineData("  scan\t redis:7 \n", "scan|redis:7")]
    [InlineData("a \"b c\" d", "a|b c|d")]
    [InlineData("a 'b \"c' d", "a|b \"c|d")]
    [InlineData("a “b c” d", "a|b c|d")]
    [InlineData("don't stop", "don't|stop")]
    [InlineData("a --reason=\"b c\"", "a|--reason=b c")]
    [InlineData("a —force –page", "a|--force|--page")]
    [InlineData("a \"\" b", "a||b")]
    public void Split_Line_GivesWords(string text, string expected)
        => Assert.Equal(expected, string.Join('|', CommandTokenizer.Split(text).Select(token => token.Text)));

    [Fact]
    public void Split_QuotedDashes_AreNoOption()
    {
        var token = Assert.Single(CommandTokenizer.Split("\"—force\""));

        Assert.True(token.IsQuoted);
        Assert.Equal("—force", token.Text);
    }

    [Theory]
    [InlineData("a \"b")]
    [InlineData("'")]
    [InlineData("a --b='c")]
    public void Split_OpenQuote_Throws(string text) => Assert.Throws<UserFacingException>(() => CommandTokenizer.Split(text));

    [Theory]
    [InlineData("/SCAN redis", "scan")]
    [InlineData("  help", "help")]
    [InlineData("/", "")]
    [InlineData("", "")]
    public void Verb_Line_GivesVerb(string text, string expected) => Assert.Equal(expected, CommandTokenizer.Verb(text));
}
