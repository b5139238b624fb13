using DockerScan.Conversation.Commands;
using DockerScan.Conversation.Requests;
using DockerScan.Core.Checks;

namespace DockerScan.Conversation.Tests.Commands;

public sealed class CommandParserTests
{
    private static readonly CommandDeclaration Command = new()
    {
        Name = "do",
        Summary = Text("Does"),
        Arguments = [new CommandArgument("what", Text("it")), new CommandArgument("rest", Text("more"), IsRequired: false, TakesRest: true)],
        Options =
        [
            new CommandOption("flag", Text("f")),
            new CommandOption("text", Text("t"), CommandValueKind.Text, "T"),
            new CommandOption("page", Text("p"), CommandValueKind.Number, "N", Minimum: 1),
        ],
    };

    [Theory]
    [InlineData("x", "what=x")]
    [InlineData("x y z", "rest=y z;what=x")]
    [InlineData("x --flag y", "flag=;rest=y;what=x")]
    [InlineData("--text=a=b x", "text=a=b;what=x")]
    [InlineData("--TEXT a x", "text=a;what=x")]
    [InlineData("-- --flag", "what=--flag")]
    [InlineData("'--flag'", "what=--flag")]
    [InlineData("-", "what=-")]
    [InlineData("x --page 007", "page=7;what=x")]
    [InlineData("x --text '--flag'", "text=--flag;what=x")]
    public void Parse_FittingWords_GivesValues(string text, string expected)
    {
        var values = CommandParser.Parse(Command, CommandTokenizer.Split(text));

        Assert.Equal(expected, string.Join(';', values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("", "do needs WHAT")]
    [InlineData("x --flag --flag", "twice")]
    [InlineData("x --flag=1", "takes no value")]
    [InlineData("x --text", "needs a value")]
    [InlineData("x --text=", "needs a value")]
    [InlineData("x --text --flag", "needs a value")]
    [InlineData("x --page 0", "at least 1, not '0'")]
    [InlineData("x --page -1", "needs a value")]
    [InlineData("x --page=-1", "at least 1")]
    [InlineData("x --page 99999999999", "at least 1")]
    [InlineData("x --page １", "at least 1")]
    [InlineData("x --fla", "did you mean --flag")]
    [InlineData("x --zzzzzz", "has no option --zzzzzz.")]
    public void Parse_OtherWords_SaysWhy(string text, string expected)
    {
        var error = Assert.Throws<UserFacingException>(() => CommandParser.Parse(Command, CommandTokenizer.Split(text)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.True(error.ShowUsage);
    }

    private static LocalizedText Text(string text) => new(text, text);

    [Fact]
    public void Usage_Declaration_ListsAll() => Assert.Equal("do WHAT [REST] [--flag] [--text T] [--page N]", Command.Usage);
}
