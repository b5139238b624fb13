using System.Text.Json;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Stages;
using DockerScan.Core.Words;
using DockerScan.Discord.Rendering;
using DockerScan.Discord.Wire;
using DockerScan.TestKit.Conversation;

namespace DockerScan.Discord.Tests;

public sealed class DiscordRendererTests
{
    private static readonly JsonSerializerOptions Indented = new(DiscordJson.Options) { WriteIndented = true };

    public static TheoryData<string> Names => [.. DiscordCards.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Render_AnyCard_HoldsEveryLimit(string name)
    {
        var rendered = DiscordRenderer.Render(DiscordCards.All[name], new DiscordFile(0, "chart.png"));

        var embed = Assert.Single(rendered.Embeds);
        Assert.InRange(embed.Title!.Length, 1, 256);
        Assert.InRange(embed.Description?.Length ?? 1, 1, 4096);
        Assert.InRange(embed.Fields.Count, 0, 25);
        Assert.All(embed.Fields, field => Assert.InRange(field.Name.Length, 1, 256));
        Assert.All(embed.Fields, field => Assert.InRange(field.Value.Length, 1, 1024));
        Assert.InRange(embed.Title.Length + (embed.Description?.Length ?? 0) + embed.Fields.Sum(field => field.Name.Length + field.Value.Length), 1, 6000);
        Assert.InRange(rendered.Components.Count, 0, 5);
        var buttons = rendered.Components.SelectMany(row => row.Components).ToList();
        Assert.All(buttons, button => Assert.InRange(button.CustomId.Length, 1, 100));
        Assert.Equal(buttons.Count, buttons.Select(button => button.CustomId).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Render_AnyCard_MentionsNobodyAndLeavesNoMarkup(string name)
    {
        var rendered = DiscordRenderer.Render(DiscordCards.All[name]);

        Assert.Empty(rendered.AllowedMentions.Parse);
        Assert.Contains("\"allowed_mentions\":{\"parse\":[]}", JsonSerializer.Serialize(rendered, DiscordJson.Options), StringComparison.Ordinal);
        var embed = rendered.Embeds[0];
        foreach (var text in embed.Fields.Select(field => field.Value).Append(embed.Title!).Append(embed.Description ?? string.Empty))
        {
            Assert.DoesNotMatch(@"(?<!\\)(?:\\\\)*[@<`]", text);
            Assert.DoesNotContain("https:/", text.Replace($"]({Cards.ReportAddress.AbsoluteUri})", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Render_Vulnerable_Golden() => Verify(Cards.Vulnerable());

    [Fact]
    public void Render_Clean_Golden() => Verify(Cards.Clean());

    [Fact]
    public void Render_Unknown_Golden() => Verify(Cards.Unknown());

    [Fact]
    public void Render_Working_Golden() => Verify(Cards.Working());

    [Fact]
    public void Render_Hostile_Golden() => Verify(Cards.Hostile());

    [Fact]
    public void Render_KoreanVulnerable_Golden() => Verify(Cards.Vulnerable(ReportLanguage.Korean));

    [Fact]
    public void Render_KoreanClean_Golden() => Verify(Cards.Clean(ReportLanguage.Korean));

    [Fact]
    public void Render_KoreanUnknown_Golden() => Verify(Cards.Unknown(ReportLanguage.Korean));

    [Fact]
    public void Render_KoreanWorking_Golden() => Verify(Cards.Working(stages: 7, ReportLanguage.Korean));

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

    [Fact]
    public void Render_KoreanProgress_HasNoEnglishState()
    {
        var lines = DiscordRenderer.Render(Cards.Working(stages: 7, ReportLanguage.Korean)).Embeds[0].Description!;

        Assert.DoesNotContain("completed", lines, StringComparison.Ordinal);
        Assert.Contains("이미지 확인 완료", lines, StringComparison.Ordinal);
    }

    // Discord's own types are checked against these, so they are all of them.
    [Fact]
    public void Render_AllCards_Golden() => TestKit.Goldens.Golden.Verify(
        typeof(DiscordRendererTests), JsonSerializer.Serialize(DiscordCards.All.Values.Select(card => DiscordRenderer.Render(card)), Indented) + "\n", "json");

    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public void Render_MoreThanFits_SaysWhatIsLeftOutInTheCardsLanguage(ReportLanguage language)
    {
        var embed = DiscordRenderer.Render(DiscordCards.All["huge"] with { Language = language }).Embeds[0];

        Assert.Contains(embed.Fields, field => field.Name == Vocabulary.Opening(Vocabulary.In(language).NotShown));
        Assert.InRange(embed.Fields.Sum(field => field.Name.Length + field.Value.Length) + embed.Title!.Length + (embed.Description?.Length ?? 0), 1, DiscordLimits.Total);
    }

    [Theory]
    [InlineData(ReportLanguage.English, "And 476 more")]
    [InlineData(ReportLanguage.Korean, "476")]
    public void Render_AStorm_StillCountsWhatIsNotShown(ReportLanguage language, string rest)
    {
        var storm = AlertSampleCards.Storm(language);
        var section = storm.Sections.First(section => section.Lines[^1].IsRest);

        var field = DiscordRenderer.Render(storm).Embeds[0].Fields.Single(field => field.Name == section.Heading);

        Assert.Contains(rest, field.Value.Split('\n')[^1], StringComparison.Ordinal);
        Assert.InRange(field.Value.Length, 1, DiscordLimits.FieldValue);
    }

    [Fact]
    public void Render_Picture_IsShownInTheCard()
    {
        var message = new ChatMessage { Title = "t", Attachment = new ChatAttachment("chart.png", "image/png", new byte[] { 1 }) };

        Assert.Equal("attachment://chart.png", DiscordRenderer.Render(message, new DiscordFile(0, "chart.png")).Embeds[0].Image!.Url);
    }

    [Theory]
    [InlineData("https://scan.example/reports/a?sig=b_c-d", "[open](https://scan.example/reports/a?sig=b_c-d)")]
    [InlineData("https://scan.example/(x)/reports/a", "[open](https://scan.example/%28x%29/reports/a)")]
    [InlineData("javascript:alert(1)", "open")]
    public void Render_Link_IsTheWordsWithTheWholeAddressBehindThem(string address, string expected)
        => Assert.Equal(expected, DiscordRenderer.Render(new ChatMessage { Title = "t", Fields = [new ChatField("Report", "open", new Uri(address))] }).Embeds[0].Fields[0].Value);

    [Fact]
    public void Render_LinkWithMarkupInItsWords_LeadsNowhereElse()
    {
        var field = new ChatField("Report", "x](https://evil.example)[", new Uri("https://scan.example/reports/a"));

        Assert.Equal(@"[x\]\(https\://evil.example\)\[](https://scan.example/reports/a)", DiscordRenderer.Render(new ChatMessage { Title = "t", Fields = [field] }).Embeds[0].Fields[0].Value);
    }

    [Fact]
    public void Render_LinkWithoutRoom_IsWordsOnlyAndNeverHalfAnAddress()
    {
        var fields = Enumerable.Range(0, 12).Select(_ => new ChatField("Report", "open", new Uri("https://scan.example/" + new string('a', 700))));

        var values = DiscordRenderer.Render(new ChatMessage { Title = "t", Fields = [.. fields] }).Embeds[0].Fields.Select(field => field.Value).ToList();

        Assert.Contains("open", values);
        Assert.All(values.Where(value => value.Contains("](", StringComparison.Ordinal)), value => Assert.EndsWith("a)", value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a*b_c", @"a\*b\_c")]
    [InlineData("@everyone <@1>", @"\@everyone \<\@1>")]
    [InlineData("https://x.example", @"https\://x.example")]
    [InlineData("# big\n> quote - not", "\\# big\n\\> quote - not")]
    [InlineData(@"\", @"\\")]
    public void Escape_Marks_AreShownAsText(string text, string expected) => Assert.Equal(expected, DiscordText.Escape(text, 100));

    [Fact]
    public void Escape_TooLong_CutsNoEscapeAndNoPair()
    {
        for (var limit = 1; limit < 12; limit++)
        {
            var cut = DiscordText.Escape("**😀😀😀😀", limit);

            Assert.InRange(cut.Length, 1, limit);
            Assert.False(cut.EndsWith('\\'));
            Assert.All(cut.EnumerateRunes(), rune => Assert.NotEqual(System.Text.Rune.ReplacementChar, rune));
        }
    }

    [Fact]
    public void Render_EveryOutcome_HasItsOwnWords()
    {
        var message = new ChatMessage { Title = "t", Progress = [.. Enum.GetValues<StageOutcome>().Select(outcome => new ChatProgressLine("s", outcome, null, null, Vocabulary.In(ReportLanguage.English).Of(outcome)))] };

        var lines = DiscordRenderer.Render(message).Embeds[0].Description!.Split('\n');

        Assert.Equal(lines.Length, lines.Distinct(StringComparer.Ordinal).Count());
    }

    private static void Verify(ChatMessage message, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
        => TestKit.Goldens.Golden.Verify(
            typeof(DiscordRendererTests),
            JsonSerializer.Serialize(DiscordRenderer.Render(message), Indented) + "\n",
            "json",
            test);
}
