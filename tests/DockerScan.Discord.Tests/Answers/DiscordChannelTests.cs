using System.Text;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Discord.Answers;
using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;
using DockerScan.TestKit.Discord;

namespace DockerScan.Discord.Tests.Answers;

public sealed class DiscordChannelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostUpdateReply_SameAddress_IsOneCardAndAnAnswerToIt()
    {
        await using var discord = new DiscordHarness();
        var channel = discord.Get<DiscordChannel>();

        var address = await channel.PostAsync(LoopbackDiscord.Channel, null, Card("first"), Token);
        await channel.UpdateAsync(address, Card("second"), Token);
        await channel.ReplyAsync(address, Card("below"), Token);

        Assert.Equal(2, discord.Server.Messages.Count);
        var card = discord.Server.Messages[0];
        Assert.Equal($"{LoopbackDiscord.Channel}/{card["id"]}", address);
        Assert.Equal("second", card["embeds"]![0]!["title"]!.ToString());
        Assert.Equal(card["id"]!.ToString(), discord.Server.Messages[1]["message_reference"]!["message_id"]!.ToString());
    }

    [Fact]
    public async Task PostAsync_SameKeyTwice_SaysThatTheyAreOneMessage()
    {
        await using var discord = new DiscordHarness();
        var channel = discord.Get<DiscordChannel>();

        var first = await channel.PostAsync(LoopbackDiscord.Channel, "card1", Card("late"), Token);
        var second = await channel.PostAsync(LoopbackDiscord.Channel, "card1", Card("late"), Token);

        Assert.Equal(first, second);
        Assert.Single(discord.Server.Messages);
    }

    [Fact]
    public async Task UpdateAsync_CardWithAPicture_ShowsIt()
    {
        await using var discord = new DiscordHarness();
        var channel = discord.Get<DiscordChannel>();
        var address = await channel.PostAsync(LoopbackDiscord.Channel, null, Card("first"), Token);

        await channel.UpdateAsync(address, Card("second") with { Attachment = new ChatAttachment("scan.png", "image/png", new byte[] { 1, 2 }) }, Token);

        var card = Assert.Single(discord.Server.Messages);
        Assert.Equal("attachment://scan.png", card["embeds"]![0]!["image"]!["url"]!.ToString());
        Assert.Equal(["scan.png"], discord.Server.Calls[^1].Files);
    }

    [Fact]
    public async Task PostAsync_ReportAsAFile_LiesAtItsMessage()
    {
        await using var discord = new DiscordHarness();
        var channel = discord.Get<DiscordChannel>();

        var address = await channel.PostAsync(LoopbackDiscord.Channel, "report1", Report(), Token);

        var file = Assert.Single(discord.Server.FilesOf(address.Split('/')[1]));
        Assert.Equal(("dockerscan-x.html", "<!DOCTYPE html>보고서"), (file.Name, Encoding.UTF8.GetString(file.Content.Span)));
        Assert.Single(discord.Server.Messages[0]["attachments"]!.AsArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PostOrUpdate_FilesAreNotAllowed_MessageIsThereAndNamesThePermission(bool isPosted)
    {
        await using var discord = new DiscordHarness();
        discord.Server.MaySendFiles = false;
        var channel = discord.Get<DiscordChannel>();

        var address = await channel.PostAsync(LoopbackDiscord.Channel, null, isPosted ? Report() : Card("first"), Token);
        if (!isPosted)
        {
            await channel.UpdateAsync(address, Report(), Token);
        }

        var card = Assert.Single(discord.Server.Messages);
        Assert.Contains("Attach Files", card["embeds"]![0]!["description"]!.ToString(), StringComparison.Ordinal);
        Assert.Empty(discord.Server.FilesOf(address.Split('/')[1]));
    }

    [Theory]
    [InlineData("300000000000000001/1")]
    [InlineData("not an address")]
    public async Task UpdateAsync_NoSuchMessage_IsGone(string address)
    {
        await using var discord = new DiscordHarness();

        await Assert.ThrowsAsync<MessageGoneException>(
            () => discord.Get<DiscordChannel>().UpdateAsync(address, Card("x"), Token));
    }

    [Theory]
    [InlineData(40005, "at most 10.5 MB can be attached")]
    [InlineData(50035, "Discord did not take it (50035)")]
    public async Task SendAsync_FileIsRefused_MessageGoesWithoutItAndSaysWhy(int code, string expected)
    {
        DiscordMessage? last = null;
        var uploads = new List<bool>();

        await DiscordUploads.SendAsync(Report(), (message, upload) =>
        {
            (last, var refused) = (message, uploads.Count == 0);
            uploads.Add(upload is not null);
            return refused ? Task.FromException<string>(new DiscordException(DiscordProblem.Invalid, "no", code)) : Task.FromResult("1");
        });

        Assert.Equal([true, false], uploads);
        Assert.Contains(expected, last!.Embeds[0].Description!.Replace("\\", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(last.Attachments);
    }

    [Fact]
    public async Task SendAsync_FileTooLarge_IsNotEvenTried()
    {
        var large = Report() with { Attachment = new ChatAttachment("report.html", "text/html", new byte[ChatLimits.File + 1]) { Hint = "Open it." } };

        await DiscordUploads.SendAsync(large, (message, upload) =>
        {
            Assert.Null(upload);
            Assert.Contains("at most 10.5 MB can be attached", message.Embeds[0].Description!.Replace("\\", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
            return Task.FromResult("1");
        });
    }

    [Theory]
    [InlineData("300000000000000001", true)]
    [InlineData("300000000000000001/i/7", true)]
    [InlineData("300000000000000001/m/7", true)]
    [InlineData("300000000000000001/7", false)]
    [InlineData("300000000000000001/i/seven", false)]
    [InlineData("general", false)]
    public void TryParse_Place_IsReadAsItWasWritten(string text, bool isOne) => Assert.Equal(isOne ? text : null, DiscordPlace.TryParse(text)?.ToString());

    private static ChatMessage Report() => Card("report") with
    {
        Attachment = new ChatAttachment("dockerscan-x.html", "text/html", Encoding.UTF8.GetBytes("<!DOCTYPE html>보고서")) { Hint = "Open it." },
    };

    private static ChatMessage Card(string title) => new() { Title = title };
}
