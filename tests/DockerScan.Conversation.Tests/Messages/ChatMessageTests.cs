using DockerScan.Conversation.Messages;

namespace DockerScan.Conversation.Tests.Messages;

public sealed class ChatMessageTests
{
    [Fact]
    public void New_HostileText_IsCleaned()
    {
        var message = new ChatMessage { Title = "a\nb\u202Ec", Text = "x\ny\u001b[0m" };

        Assert.Equal("a b\uFFFDc", message.Title);
        Assert.Equal("x\ny\uFFFD[0m", message.Text);
    }

    [Fact]
    public void New_TooMuch_IsBounded()
    {
        var line = new ChatLine(new string('x', 10_000));
        var message = new ChatMessage
        {
            Title = new string('x', 10_000),
            Fields = [.. Enumerable.Repeat(new ChatField("n", new string('x', 10_000)), 100)],
            Sections = [.. Enumerable.Repeat(new ChatSection("h", Enumerable.Repeat(line, 1000)), 100)],
        };

        Assert.Equal(ChatLimits.Title, message.Title.Length);
        Assert.Equal(ChatLimits.Fields, message.Fields.Count);
        Assert.Equal(ChatLimits.FieldValue, message.Fields[0].Value.Length);
        Assert.Equal(ChatLimits.Sections, message.Sections.Count);
        Assert.Equal(ChatLimits.Lines, message.Sections[0].Lines.Count);
        Assert.Equal(ChatLimits.Line, message.Sections[0].Lines[0].Text.Length);
    }

    [Fact]
    public void Button_OverlongCommand_IsRefusedAndNotCut()
        => Assert.Throws<ArgumentException>(() => new ChatButton("id", "label", new string('x', ChatLimits.ButtonValue + 1)));

    [Theory]
    [InlineData(double.NaN, null)]
    [InlineData(-1, 0.0)]
    [InlineData(2, 1.0)]
    [InlineData(0.5, 0.5)]
    public void ProgressLine_Fraction_IsWithinBounds(double fraction, double? expected)
        => Assert.Equal(expected, new ChatProgressLine("l", null, fraction, null, "running").Fraction);

    [Theory]
    [InlineData("https://scan.example/a", true)]
    [InlineData("http://127.0.0.1:8080/a", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/reports/a", false)]
    public void Field_Link_IsAnAddressOfTheWebOrNone(string address, bool isLink)
        => Assert.Equal(isLink, new ChatField("n", "v", new Uri(address, UriKind.RelativeOrAbsolute)).Link is not null);

    [Fact]
    public void Field_OverlongLink_IsNoneAndNotCut()
        => Assert.Null(new ChatField("n", "v", new Uri("https://scan.example/" + new string('a', ChatLimits.Link))).Link);

    [Fact]
    public void Said_FileThatIsTheAnswer_HasItsHintUntilTheFileIsGone()
    {
        var message = new ChatMessage { Title = "t", Text = "text", Attachment = new ChatAttachment("f", "text/html", default) { Hint = "hint" } };

        Assert.Equal("hint\ntext", message.Said);
        Assert.Equal(("refused\ntext", null), (message.WithoutFile("refused").Said, message.WithoutFile("refused").Attachment));
        Assert.Equal("text", (message with { Attachment = new ChatAttachment("f", "image/png", default) }).Said);
    }
}
