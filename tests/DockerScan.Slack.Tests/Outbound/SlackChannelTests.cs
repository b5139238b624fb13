using System.Text;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Slack.Api;
using DockerScan.Slack.Outbound;
using DockerScan.TestKit.Slack;

namespace DockerScan.Slack.Tests.Outbound;

public sealed class SlackChannelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostUpdateReply_SameAddress_IsOneCardAndAnAnswerInItsThread()
    {
        await using var slack = new SlackHarness();
        var channel = slack.Get<SlackChannel>();

        var address = await channel.PostAsync(LoopbackSlack.Channel, null, Card("first"), Token);
        await channel.UpdateAsync(address, Card("second"), Token);
        await channel.ReplyAsync(address, Card("below"), Token);

        Assert.Equal(["chat.postMessage", "chat.update", "chat.postMessage"], slack.Server.Calls.Select(call => call.Method));
        var timestamp = slack.Server.Calls[0].Answer["ts"]!.ToString();
        Assert.Equal(timestamp, slack.Server.Calls[1].Text("ts"));
        Assert.Equal(timestamp, slack.Server.Calls[2].Text("thread_ts"));
        Assert.Equal($"{LoopbackSlack.Channel}/{timestamp}", address);
    }

    [Fact]
    public async Task PostAsync_PlaceInAThread_IsPostedThereAndFoundAgain()
    {
        await using var slack = new SlackHarness();
        var channel = slack.Get<SlackChannel>();

        var address = await channel.PostAsync($"{LoopbackSlack.Channel}/1700000000.000100", "key", Card("late"), Token);

        Assert.Equal("1700000000.000100", Assert.Single(slack.Server.Calls).Text("thread_ts"));
        Assert.EndsWith("/1700000000.000100", address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdateAsync_CardWithAPicture_IsUploadedIntoItsThread()
    {
        await using var slack = new SlackHarness();
        var channel = slack.Get<SlackChannel>();
        var address = await channel.PostAsync(LoopbackSlack.Channel, null, Card("first"), Token);

        await channel.UpdateAsync(address, Card("second") with { Attachment = new ChatAttachment("scan.png", "image/png", new byte[] { 1, 2 }) }, Token);

        var upload = slack.Server.Calls.Single(call => call.Method == "files.completeUploadExternal");
        Assert.Equal(slack.Server.Calls[0].Answer["ts"]!.ToString(), upload.Text("thread_ts"));
    }

    [Theory]
    [InlineData("C0LOOPBACK")]
    [InlineData("C0LOOPBACK/{0}")]
    public async Task PostAsync_ReportAsAFile_LiesInTheThread(string place)
    {
        await using var slack = new SlackHarness();
        var channel = slack.Get<SlackChannel>();
        var root = (await channel.PostAsync(LoopbackSlack.Channel, null, Card("root"), Token)).Split('/')[1];

        var address = await channel.PostAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, place, root), "key", Report(), Token);

        var thread = place.Contains('/', StringComparison.Ordinal) ? root : address.Split('/')[1];
        Assert.Equal(new SlackFile("dockerscan-x.html", LoopbackSlack.Channel, thread, "<!DOCTYPE html>보고서"), Assert.Single(slack.Server.Files));
    }

    [Fact]
    public async Task PostAsync_ScopeIsMissing_CardSaysWhichAndIsTheAnswer()
    {
        await using var slack = new SlackHarness();
        slack.Server.MaySendFiles = false;
        var channel = slack.Get<SlackChannel>();

        var address = await channel.PostAsync(LoopbackSlack.Channel, null, Report() with { Language = ReportLanguage.Korean }, Token);

        var card = slack.Server.Message(address.Split('/')[1])!;
        Assert.Contains("files:write", card["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("권한", card["text"]!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Open it.", card["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Single(slack.Server.Calls, call => call.Method == "chat.postMessage");
    }

    [Fact]
    public async Task PostAsync_SlackIsAwayForTheFile_CardIsThereAndAnEditBringsTheFile()
    {
        await using var slack = new SlackHarness();
        for (var attempt = 0; attempt < 4; attempt++)
        {
            slack.Server.Fail("files.getUploadURLExternal", SlackFault.RateLimited(0));
        }

        var channel = slack.Get<SlackChannel>();

        var away = await Assert.ThrowsAsync<ChannelAwayException>(() => channel.PostAsync(LoopbackSlack.Channel, null, Report(), Token));
        await channel.UpdateAsync(away.Address!, Report(), Token);

        Assert.Single(slack.Server.Files);
        Assert.Single(slack.Server.Calls, call => call.Method == "chat.postMessage");
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task UpdateAsync_CardTooLong_RestGoesAlongOnce(bool isShownAgain, int files)
    {
        await using var slack = new SlackHarness();
        var channel = slack.Get<SlackChannel>();
        var address = await channel.PostAsync(LoopbackSlack.Channel, null, Card("first"), Token);
        var sections = Enumerable.Range(0, 8).Select(section => new ChatSection("s", Enumerable.Range(0, 30).Select(line => new ChatLine($"{section}.{line} {new string('x', 300)}"))));

        await channel.UpdateAsync(address, Card("long") with { Sections = [.. sections], IsShownAgain = isShownAgain }, Token);

        Assert.Equal(files, slack.Server.Files.Count);
    }

    [Fact]
    public async Task PostAsync_PictureIsNotTaken_CardStandsAsItIs()
    {
        await using var slack = new SlackHarness();
        slack.Server.MaySendFiles = false;
        var channel = slack.Get<SlackChannel>();

        await channel.PostAsync(LoopbackSlack.Channel, null, Card("card") with { Attachment = new ChatAttachment("scan.png", "image/png", new byte[] { 1 }) }, Token);

        Assert.DoesNotContain(slack.Server.Calls, call => call.Method == "chat.update");
    }

    [Theory]
    [InlineData("message_not_found")]
    [InlineData("channel_not_found")]
    [InlineData("is_archived")]
    public async Task UpdateAsync_CanNeverWork_IsGone(string error)
    {
        await using var slack = new SlackHarness();
        slack.Server.Fail("chat.update", SlackFault.Refused(error));

        await Assert.ThrowsAsync<MessageGoneException>(() => slack.Get<SlackChannel>().UpdateAsync("C1/1.1", Card("x"), Token));
    }

    [Fact]
    public async Task UpdateAsync_TokenIsRevoked_IsNotGone()
    {
        await using var slack = new SlackHarness();
        slack.Server.Fail("chat.update", SlackFault.Refused("token_revoked"));

        await Assert.ThrowsAsync<SlackException>(() => slack.Get<SlackChannel>().UpdateAsync("C1/1.1", Card("x"), Token));
    }

    [Theory]
    [InlineData("C1/1.1", true)]
    [InlineData("C1/1.1/0.9", true)]
    [InlineData("C1", false)]
    [InlineData("C1/", false)]
    [InlineData("C1/1/2/3", false)]
    public void TryParse_Address_IsReadAsItWasWritten(string text, bool isOne)
        => Assert.Equal(isOne ? text : null, SlackAddress.TryParse(text)?.ToString());

    private static ChatMessage Report() => Card("report") with
    {
        Attachment = new ChatAttachment("dockerscan-x.html", "text/html", Encoding.UTF8.GetBytes("<!DOCTYPE html>보고서")) { Hint = "Open it." },
    };

    private static ChatMessage Card(string title) => new() { Title = title };
}
