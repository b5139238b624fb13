using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Messages;
using DockerScan.Core.Checks;
using DockerScan.Core.Reputations;

namespace DockerScan.Conversation.Tests.Cards;

public sealed class ReputationTextTests
{
    [Fact]
    public void Finished_NothingLookedUp_HasNoSection()
        => Assert.DoesNotContain(ScanCardBuilder.Finished(Sample.Result()).Sections, section => section.Heading == "Reputation");

    [Fact]
    public void Finished_AllWait_SaysHowManyAndNothingElse()
    {
        var line = Assert.Single(Lines((Reputation.Pending, 4), (Reputation.OverQuota, 1)));

        Assert.Equal(("VirusTotal: 5 answers still to come, this card is amended.", ChatTone.Unknown, "WAITING"), (line.Text, line.Tone, line.Label));
    }

    [Fact]
    public void Finished_SomeWait_SaysSoFar()
    {
        var lines = Lines((Reputation.Harmless, 3), (Reputation.Malicious, 1), (Reputation.Pending, 1));

        Assert.Equal(
            ["VirusTotal: 1 answer still to come, this card is amended.", "VirusTotal: 1 of 4 flagged, so far."],
            lines.Select(line => line.Text));
    }

    [Theory]
    [InlineData(Reputation.Malicious, ChatTone.Danger, "MALICIOUS")]
    [InlineData(Reputation.Suspicious, ChatTone.Warning, "SUSPICIOUS")]
    public void Finished_Flagged_HasCountsAndToneOfWorst(Reputation worst, ChatTone tone, string label)
    {
        var line = Assert.Single(Lines((worst, 1), (Reputation.Suspicious, 1), (Reputation.Harmless, 12)));

        Assert.Equal(("VirusTotal: 2 of 14 flagged.", tone, label), (line.Text, line.Tone, line.Label));
    }

    [Fact]
    public void Finished_Unknown_IsNotCountedAsSomethingNobodyFlags()
    {
        var line = Assert.Single(Lines((Reputation.Harmless, 1), (Reputation.Unknown, 3)));

        Assert.Equal(("VirusTotal: 0 of 4 flagged, 3 not known there.", ChatTone.Neutral), (line.Text, line.Tone));
    }

    [Fact]
    public void Finished_NotLookedUp_IsSaid()
    {
        var line = Assert.Single(Lines((Reputation.NotConfigured, 2)));

        Assert.Equal(("VirusTotal: 2 not looked up.", ChatTone.Unknown), (line.Text, line.Tone));
    }

    [Theory]
    [InlineData(Reputation.NotConfigured)]
    [InlineData(Reputation.OverQuota)]
    [InlineData(Reputation.Pending)]
    [InlineData(Reputation.Unknown)]
    [InlineData(Reputation.Harmless)]
    public void Finished_Anything_IsNeverGoodNewsOfItsOwn(Reputation reputation)
        => Assert.All(Lines((reputation, 1)), line =>
        {
            Assert.NotEqual(ChatTone.Good, line.Tone);
            Assert.DoesNotContain("clean", line.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("safe", line.Text, StringComparison.OrdinalIgnoreCase);
        });

    private static IReadOnlyList<ChatLine> Lines(params (Reputation Reputation, int Count)[] items)
    {
        var all = items.SelectMany(item => Enumerable.Repeat(item.Reputation, item.Count)).Select(reputation => new IndicatorReputation
        {
            Indicator = new Indicator(IndicatorKind.Address, "198.41.0.4"),
            Check = CheckIds.MaliciousAddress,
            Seen = ["198.41.0.4:443"],
            Reputation = reputation,
        });
        var card = ScanCardBuilder.Finished(Sample.Result() with { Reputations = [.. all] });
        return card.Sections.Single(section => section.Heading == "Reputation").Lines;
    }
}
