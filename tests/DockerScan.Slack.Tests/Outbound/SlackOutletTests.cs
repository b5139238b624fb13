using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Slack.Api;
using DockerScan.Slack.Outbound;
using DockerScan.TestKit.Slack;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Slack.Tests.Outbound;

public sealed class SlackOutletTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostUpdateReply_SameAddress_IsOneCardAndAnAnswerInItsThread()
    {
        await using var slack = new SlackHarness();
        var outlet = new SlackOutlet(slack.Get<SlackMessages>(), NullLogger<SlackOutlet>.Instance);

        var address = await outlet.PostAsync(LoopbackSlack.Channel, null, Card("first"), Token);
        await outlet.UpdateAsync(address, Card("second"), Token);
        await outlet.ReplyAsync(address, Card("below"), Token);

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
        var outlet = new SlackOutlet(slack.Get<SlackMessages>(), NullLogger<SlackOutlet>.Instance);

        var address = await outlet.PostAsync($"{LoopbackSlack.Channel}/1700000000.000100", "key", Card("late"), Token);

        Assert.Equal("1700000000.000100", Assert.Single(slack.Server.Calls).Text("thread_ts"));
        Assert.EndsWith("/1700000000.000100", address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdateAsync_CardWithAPicture_IsUploadedIntoItsThread()
    {
        await using var slack = new SlackHarness();
        var outlet = new SlackOutlet(slack.Get<SlackMessages>(), NullLogger<SlackOutlet>.Instance);
        var address = await outlet.PostAsync(LoopbackSlack.Channel, null, Card("first"), Token);

        await outlet.UpdateAsync(address, Card("second") with { Attachment = ChatAttachment.FromBytes("scan.png", "image/png", new byte[] { 1, 2 }) }, Token);

        var upload = slack.Server.Calls.Single(call => call.Method == "files.completeUploadExternal");
        Assert.Equal(slack.Server.Calls[0].Answer["ts"]!.ToString(), upload.Text("thread_ts"));
    }

    [Theory]
    [InlineData("message_not_found")]
    [InlineData("channel_not_found")]
    [InlineData("is_archived")]
    public async Task UpdateAsync_CanNeverWork_IsGone(string error)
    {
        await using var slack = new SlackHarness();
        slack.Server.Fail("chat.update", SlackFault.Refused(error));

        await Assert.ThrowsAsync<MessageGoneException>(() => new SlackOutlet(slack.Get<SlackMessages>(), NullLogger<SlackOutlet>.Instance).UpdateAsync("C1/1.1", Card("x"), Token));
    }

    [Fact]
    public async Task UpdateAsync_TokenIsRevoked_IsNotGone()
    {
        await using var slack = new SlackHarness();
        slack.Server.Fail("chat.update", SlackFault.Refused("token_revoked"));

        await Assert.ThrowsAsync<SlackException>(() => new SlackOutlet(slack.Get<SlackMessages>(), NullLogger<SlackOutlet>.Instance).UpdateAsync("C1/1.1", Card("x"), Token));
    }

    [Theory]
    [InlineData("C1/1.1", true)]
    [InlineData("C1/1.1/0.9", true)]
    [InlineData("C1", false)]
    [InlineData("C1/", false)]
    [InlineData("C1/1/2/3", false)]
    public void TryParse_Address_IsReadAsItWasWritten(string text, bool isOne)
        => Assert.Equal(isOne ? text : null, SlackAddress.TryParse(text)?.ToString());

    private static ChatMessage Card(string title) => new() { Title = title };
}
