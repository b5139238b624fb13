using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Words;
using DockerScan.Slack.Blocks;
using DockerScan.TestKit.Conversation;
using DockerScan.TestKit.Slack;

namespace DockerScan.Slack.Tests.Blocks;

public sealed class SlackRendererTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Texts that try to be more than text.</summary>
    private static readonly string[] Hostile =
    [
        "<!channel> <!here> <!everyone>", "<@U123|boss> @everyone #general", "<https://evil.example|safe>", "*bold* _it_ ~s~ `code` ```block```",
        "\u202Egnp.exe \u200B\u2066", new string('A', 10_000), "&lt;!channel&gt; &amp;", ":skull: :fire:", "\u001b[31mred\u001b[0m \0", "\uD800 broken", "> quote\n>>> all",
        new string('&', 10_000), "<!subteam^S1> <!date^1^{date}|x>", "👩‍👩‍👧‍👦 e\u0301", "   ", "",
    ];

    [Theory]
    [InlineData("Can we use this image?", "Can we use this image? Type a command.")]
    [InlineData("Status", "Status. Type a command.")]
    public void Render_TitleThatAsks_HasNoDotBehindIt(string title, string expected)
        => Assert.Equal(expected, SlackRenderer.Render(new ChatMessage { Title = title, Text = "Type a command." }).Text);

    [Fact]
    public void Render_Working_Golden() => Verify(Cards.Working(stages: 7));

    [Fact]
    public void Render_Clean_Golden() => Verify(Cards.Clean());

    [Fact]
    public void Render_Vulnerable_Golden() => Verify(Cards.Vulnerable());

    [Fact]
    public void Render_Unknown_Golden() => Verify(Cards.Unknown());

    [Fact]
    public void Render_Hostile_Golden() => Verify(Cards.Hostile());

    [Fact]
    public void Render_Accepted_Golden() => Verify(Cards.Accepted());

    [Fact]
    public void Render_KoreanAccepted_Golden() => Verify(Cards.Accepted(ReportLanguage.Korean));

    [Fact]
    public void Render_KoreanWorking_Golden() => Verify(Cards.Working(stages: 7, ReportLanguage.Korean));

    [Fact]
    public void Render_KoreanClean_Golden() => Verify(Cards.Clean(ReportLanguage.Korean));

    [Fact]
    public void Render_KoreanVulnerable_Golden() => Verify(Cards.Vulnerable(ReportLanguage.Korean));

    [Fact]
    public void Render_KoreanUnknown_Golden() => Verify(Cards.Unknown(ReportLanguage.Korean));

    [Fact]
    public void Render_KoreanReused_Golden() => Verify(Cards.Reused(ReportLanguage.Korean));

    [Fact]
    public void Render_Alert_Golden() => Verify(AlertSampleCards.News(ReportLanguage.English));

    [Fact]
    public void Render_AlertMended_Golden() => Verify(AlertSampleCards.Mended(ReportLanguage.English));

    [Fact]
    public void Render_AlertStorm_Golden() => Verify(AlertSampleCards.Storm(ReportLanguage.English));

    [Fact]
    public void Render_AlertDigest_Golden() => Verify(AlertSampleCards.Digest(ReportLanguage.English));

    [Fact]
    public void Render_AlertAccepted_Golden() => Verify(AlertSampleCards.Accepted(ReportLanguage.English));

    [Fact]
    public void Render_Weekly_Golden() => Verify(AlertSampleCards.Weekly(ReportLanguage.English));

    [Fact]
    public void Render_KoreanWeekly_Golden() => Verify(AlertSampleCards.Weekly(ReportLanguage.Korean));

    [Fact]
    public void Render_KoreanAlert_Golden() => Verify(AlertSampleCards.News(ReportLanguage.Korean));

    /// <summary>Every card in one file, which the type-check against Slack's own types reads too.</summary>
    [Fact]
    public void Render_AllCards_Golden()
    {
        var cards = new JsonArray([.. AllCards().Select(message => SlackRenderer.Render(message)).Select(card => (JsonNode)new JsonObject { ["text"] = card.Text, ["blocks"] = card.Blocks })]);

        Assert.InRange(cards.Count, 40, 200);
        TestKit.Goldens.Golden.Verify(typeof(SlackRendererTests), cards.ToJsonString(Readable) + "\n", "json");
    }

    [Fact]
    public void Render_AnyCard_IsInsideEveryLimit()
    {
        foreach (var message in AllCards().Concat(Cards.Korean()))
        {
            var card = SlackRenderer.Render(message);
            Assert.Null(SlackRules.FindProblem(card.Blocks));
            Assert.InRange(card.Text.Length, 1, 4000);
            Assert.InRange(Texts(card.Blocks).Sum(text => text.Length), 1, SlackLimits.Card);
            Assert.DoesNotContain("<!", card.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("<@", card.Text, StringComparison.Ordinal);
            Assert.All(card.Blocks, block => Assert.Contains(block!["type"]!.ToString(), new[] { "header", "rich_text", "context", "actions" }));
            Assert.DoesNotContain("mrkdwn", card.Blocks.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Render_MoreThanTheBudget_SaysSoAndKeepsTheWholeInAFile()
    {
        var card = SlackRenderer.Render(Huge());

        Assert.NotNull(card.Overflow);
        Assert.Contains("section 7 line 29", card.Overflow, StringComparison.Ordinal);
        Assert.Contains(Texts(card.Blocks), text => text.Contains("lines are left out here", StringComparison.Ordinal));
        Assert.Contains(Texts(card.Blocks), text => text.StartsWith("AT LEAST", StringComparison.Ordinal));
        Assert.Contains(Texts(card.Blocks), text => text == "section 7");
    }

    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public void Render_MoreThanTheBudget_SaysSoInTheCardsLanguage(ReportLanguage language)
    {
        var words = Vocabulary.In(language);

        var whole = Texts(SlackRenderer.Render(Huge() with { Language = language }).Blocks);
        var working = Texts(SlackRenderer.Render(Huge() with { Language = language, IsWorking = true }).Blocks);

        Assert.Contains(whole, text => text.EndsWith(words.RestInThread, StringComparison.Ordinal));
        Assert.Contains(working, text => text.EndsWith(words.NoRoomForRest, StringComparison.Ordinal));
    }

    [Fact]
    public void Render_ReportLink_IsTheOnlyLink()
    {
        var card = SlackRenderer.Render(new ChatMessage
        {
            Title = "t", Text = "https://evil.example",
            Fields = [new ChatField("보고서", "열기", new Uri("https://scan.example/reports/a")), new ChatField("Report", "https://evil.example/x"), new ChatField("Report", "open", new Uri("javascript:alert(1)"))],
        });

        var links = card.Blocks.ToJsonString().Split("\"type\":\"link\"").Length - 1;
        Assert.Equal(1, links);
        Assert.Contains("\"url\":\"https://scan.example/reports/a\"", card.Blocks.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_FileThatIsTheAnswer_SaysWhatToDoWithItAlsoInTheNotification()
    {
        var message = new ChatMessage { Title = "t", Text = "Not complete.", Attachment = new ChatAttachment("r.html", "text/html", new byte[] { 1 }) { Hint = "Open it." } };

        Assert.Contains("Open it.", Texts(SlackRenderer.Render(message).Blocks));
        Assert.Contains("Open it.", SlackRenderer.Render(message).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Open it.", Texts(SlackRenderer.Render(message.WithoutFile("Refused.")).Blocks));
    }

    [Fact]
    public void Escape_ThreeCharacters_AmpersandFirst()
    {
        Assert.Equal("&amp;lt;&lt;!channel&gt;", Mrkdwn.Escape("&lt;<!channel>"));
        Assert.Equal("&lt;<x>", Mrkdwn.Unescape("&amp;lt;&lt;x&gt;"));
    }

    private static IEnumerable<ChatMessage> AllCards()
        => new[] { Cards.Working(1), Cards.Working(3), Cards.Working(7), Cards.Joined(), Cards.Clean(), Cards.Vulnerable(), Cards.Unknown(), Cards.Hostile(), Cards.Accepted(), Huge(), new ChatMessage { Title = "only a title" } }
            .Concat(Enum.GetValues<ReportLanguage>().SelectMany(AlertSampleCards.All))
            .Concat(Hostile.SelectMany(text => new[] { Everywhere(text), InTheTitle(text) }))
            .Concat(Enum.GetValues<ChatTone>().Select(tone => new ChatMessage { Title = $"tone {tone}", Tone = tone, Text = "text" }));

    private static ChatMessage InTheTitle(string text) => new() { Title = text, Text = text, Tone = ChatTone.Warning };

    private static ChatMessage Everywhere(string text) => new()
    {
        Title = text,
        Text = text,
        Verdict = new ChatVerdict(Verdict.High, Verdict.High),
        Fields = [new ChatField(text, text), new ChatField(text, text, new Uri("https://scan.example/reports/a"))],
        Progress = [new ChatProgressLine(text, null, 0.5, text, text), new ChatProgressLine(text, StageOutcome.Failed, null, text, text)],
        Sections = [new ChatSection(text, [new ChatLine(text, ChatTone.Danger, text), new ChatLine(text)])],
        Buttons = [new ChatButton(text.Length > 50 ? text[..50] : text, text, "findings k3v9x2m4q8"), new ChatButton("b", string.Empty, "report x")],
    };

    private static ChatMessage Huge() => new()
    {
        Title = "huge",
        Text = new string('x', ChatLimits.Text),
        Verdict = new ChatVerdict(Verdict.Unknown, Verdict.High),
        Fields = [.. Enumerable.Range(0, ChatLimits.Fields).Select(index => new ChatField($"field {index}", new string('y', ChatLimits.FieldValue)))],
        Sections = [.. Enumerable.Range(0, ChatLimits.Sections).Select(section => new ChatSection(
            $"section {section}", Enumerable.Range(0, ChatLimits.Lines).Select(line => new ChatLine($"section {section} line {line} {new string('z', 300)}"))))],
    };

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject parent => parent.SelectMany(pair => pair is { Key: "text" or "url", Value: JsonValue value } ? [value.ToString()] : Texts(pair.Value)),
        JsonArray items => items.SelectMany(Texts),
        _ => [],
    };

    private static void Verify(ChatMessage message, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var card = SlackRenderer.Render(message);
        var json = new JsonObject { ["text"] = card.Text, ["blocks"] = card.Blocks };
        TestKit.Goldens.Golden.Verify(typeof(SlackRendererTests), json.ToJsonString(Readable) + "\n", "json", test);
    }
}
