using System.Text;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Discord.Answers;
using DockerScan.Discord.Rest;
using DockerScan.TestKit.Discord;

namespace DockerScan.Discord.Tests.Answers;

public sealed class DiscordOutletTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostUpdateReply_SameAddress_IsOneCardAndAnAnswerToIt()
    {
        await using var discord = new DiscordHarness();
        var outlet = new DiscordOutlet(discord.Get<DiscordRest>(), discord.Get<IIdGenerator>());

        var address = await outlet.PostAsync(LoopbackDiscord.Channel, null, Card("first"), Token);
        await outlet.UpdateAsync(address, Card("second"), Token);
        await outlet.ReplyAsync(address, Card("below"), Token);

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
        var outlet = new DiscordOutlet(discord.Get<DiscordRest>(), discord.Get<IIdGenerator>());

        var first = await outlet.PostAsync(LoopbackDiscord.Channel, "card1", Card("late"), Token);
        var second = await outlet.PostAsync(LoopbackDiscord.Channel, "card1", Card("late"), Token);

        Assert.Equal(first, second);
        Assert.Single(discord.Server.Messages);
    }

    [Fact]
    public async Task UpdateAsync_CardWithAPicture_ShowsIt()
    {
        await using var discord = new DiscordHarness();
        var outlet = new DiscordOutlet(discord.Get<DiscordRest>(), discord.Get<IIdGenerator>());
        var address = await outlet.PostAsync(LoopbackDiscord.Channel, null, Card("first"), Token);

        await outlet.UpdateAsync(address, Card("second") with { Attachment = new ChatAttachment("scan.png", "image/png", new byte[] { 1, 2 }) }, Token);

        var card = Assert.Single(discord.Server.Messages);
        Assert.Equal("attachment://scan.png", card["embeds"]![0]!["image"]!["url"]!.ToString());
        Assert.Equal(["scan.png"], discord.Server.Calls[^1].Files);
    }

    [Fact]
    public async Task PostAsync_ReportAsAFile_LiesAtItsMessage()
    {
        await using var discord = new DiscordHarness();
        var outlet = new DiscordOutlet(discord.Get<DiscordRest>(), discord.Get<IIdGenerator>());

        var address = await outlet.PostAsync(LoopbackDiscord.Channel, "report1", Report(), Token);

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
        var outlet = new DiscordOutlet(discord.Get<DiscordRest>(), discord.Get<IIdGenerator>());

        var address = await outlet.PostAsync(LoopbackDiscord.Channel, null, isPosted ? Report() : Card("first"), Token);
        if (!isPosted)
        {
            await outlet.UpdateAsync(address, Report(), Token);
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
            () => new DiscordOutlet(discord.Get<DiscordRest>(), discord.Get<IIdGenerator>()).UpdateAsync(address, Card("x"), Token));
    }

    private static ChatMessage Report() => Card("report") with
    {
        Attachment = new ChatAttachment("dockerscan-x.html", "text/html", Encoding.UTF8.GetBytes("<!DOCTYPE html>보고서")) { Hint = "Open it." },
    };

    private static ChatMessage Card(string title) => new() { Title = title };
}
