using System.Text.Json.Nodes;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Core.Health;
using DockerScan.Slack.Inbound;
using DockerScan.TestKit.Slack;

namespace DockerScan.Slack.Tests.Sockets;

/// <summary>The bot over a real WebSocket and real HTTP, before a Slack on this machine.</summary>
public sealed class SlackSocketTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Command_OverTheSocket_IsAcknowledgedAndItsCardFinished()
    {
        await using var slack = new SlackHarness();
        await slack.ConnectAsync();

        var acknowledged = await slack.Server.SendCommandAsync("/scan", "redis:7", Token);
        var posted = await slack.Server.WaitForCallAsync(call => call.Method == "chat.postMessage", Token);
        slack.Command.Release();
        var updated = await slack.Server.WaitForCallAsync(call => call.Method == "chat.update", Token);

        Assert.Null(acknowledged["payload"]);
        Assert.True(posted.Succeeded && updated.Succeeded);
        Assert.Equal(posted.Answer["ts"]!.ToString(), updated.Text("ts"));
        Assert.Contains("finished", slack.Server.Message(updated.Text("ts")!)!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refresh_requested", false)]
    [InlineData("warning", true)]
    [InlineData("something_new", true)]
    public async Task Disconnect_WhileACommandRuns_ConnectsAgainAndFinishesTheCard(string reason, bool close)
    {
        await using var slack = new SlackHarness();
        await slack.ConnectAsync();
        await slack.Server.SendCommandAsync("/scan", "redis:7", Token);
        await slack.Server.WaitForCallAsync(call => call.Method == "chat.postMessage", Token);

        await slack.Server.DisconnectAsync(reason, close, Token);
        await slack.Server.WaitForConnectionsAsync(1, 2, Token);
        slack.Command.Release();

        Assert.True((await slack.Server.WaitForCallAsync(call => call.Method == "chat.update", Token)).Succeeded);
    }

    [Fact]
    public async Task Drop_WithoutAWord_ConnectsAgainAndTakesCommands()
    {
        await using var slack = new SlackHarness();
        slack.Command.Release();
        await slack.ConnectAsync();

        slack.Server.Drop();
        await slack.Server.WaitForConnectionsAsync(1, 2, Token);
        await slack.Server.SendCommandAsync("/scan", "redis:7", Token);

        Assert.NotNull(await slack.Server.WaitForCallAsync(call => call.Method == "chat.postMessage", Token));
    }

    [Fact]
    public async Task LinkDisabled_IsGivenUpAndUnhealthy()
    {
        await using var slack = new SlackHarness();
        await slack.ConnectAsync();

        await slack.Server.DisconnectAsync("link_disabled", close: true, Token);
        await slack.Get<DockerScan.Slack.SlackService>().ExecuteTask!.WaitAsync(Token);

        var health = await slack.ProbeAsync();
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("switched off", health.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_DeliveredTwice_RunsOnceAndIsAcknowledgedTwice()
    {
        await using var slack = new SlackHarness();
        slack.Command.Release();
        await slack.ConnectAsync();
        var mention = new JsonObject
        {
            ["type"] = "event_callback", ["team_id"] = LoopbackSlack.Team, ["event_id"] = "Ev7",
            ["event"] = new JsonObject { ["type"] = "app_mention", ["user"] = LoopbackSlack.User, ["channel"] = LoopbackSlack.Channel, ["text"] = "<@U0BOT|dockerscan> scan redis:7", ["thread_ts"] = "9.9" },
        };

        await slack.Server.DeliverAsync("events_api", mention, accepts: false, Token, "e1");
        await slack.Server.DeliverAsync("events_api", mention, accepts: false, Token, "e2");
        await slack.Get<SlackInbox>().WhenIdleAsync();

        Assert.Equal(1, slack.Command.Runs);
        Assert.Equal("9.9", (await slack.Server.WaitForCallAsync(call => call.Method == "chat.postMessage", Token)).Text("thread_ts"));
    }

    [Fact]
    public async Task Button_IsRoutedAsThePersonAndAnsweredInTheThread()
    {
        await using var slack = new SlackHarness();
        slack.Command.Release();
        await slack.ConnectAsync();
        var press = new JsonObject
        {
            ["type"] = "block_actions", ["trigger_id"] = "t9", ["team"] = new JsonObject { ["id"] = LoopbackSlack.Team },
            ["user"] = new JsonObject { ["id"] = "U0OTHER", ["team_id"] = LoopbackSlack.Team },
            ["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = "5.5", ["channel_id"] = LoopbackSlack.Channel, ["is_ephemeral"] = false },
            ["actions"] = new JsonArray(new JsonObject { ["type"] = "button", ["action_id"] = "rescan:0", ["value"] = "scan redis:7" }),
        };

        await slack.Server.DeliverAsync("interactive", press, accepts: false, Token);

        Assert.Equal("5.5", (await slack.Server.WaitForCallAsync(call => call.Method == "chat.postMessage", Token)).Text("thread_ts"));
        await slack.Get<SlackInbox>().WhenIdleAsync();
        Assert.Equal("U0OTHER", Assert.Single(slack.Audit.Entries).Request.User);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"type\":\"news\"}")]
    [InlineData("{\"type\":5,\"payload\":\"x\"}")]
    public async Task Frame_NotUnderstood_BreaksNothing(string frame)
    {
        await using var slack = new SlackHarness();
        slack.Command.Release();
        await slack.ConnectAsync();

        await slack.Server.SendRawAsync(frame, Token);
        await slack.Server.SendCommandAsync("/scan", "redis:7", Token);

        Assert.Equal(1, slack.Server.EverConnected);
    }

    [Fact]
    public async Task Stranger_GetsOnePrivateRefusal_Audited()
    {
        await using var slack = new SlackHarness(configure: options => options.Access.Users.Add("U0SOMEBODY"));
        await slack.ConnectAsync();

        await slack.Server.SendCommandAsync("/scan", "redis:7", Token);
        var told = await slack.Server.WaitForCallAsync(call => call.Method == "response_url", Token);
        await slack.Get<SlackInbox>().WhenIdleAsync();

        Assert.Equal("ephemeral", told.Text("response_type"));
        Assert.Equal(CommandOutcome.Refused, Assert.Single(slack.Audit.Entries).Outcome);
        Assert.Equal(0, slack.Command.Runs);
        Assert.DoesNotContain(slack.Server.Calls, call => call.Method == "chat.postMessage");
    }

    [Fact]
    public async Task Update_RateLimitedThenBroken_IsTriedUntilTheCardIsFinished()
    {
        await using var slack = new SlackHarness();
        slack.Server.Fail("chat.update", SlackFault.RateLimited(0));
        slack.Server.Fail("chat.update", SlackFault.ServerError);
        slack.Command.Release();
        await slack.ConnectAsync();

        await slack.Server.SendCommandAsync("/scan", "redis:7", Token);

        Assert.NotNull(await slack.Server.WaitForCallAsync(call => call.Method == "chat.update" && call.Succeeded, Token));
        Assert.Equal(3, slack.Server.Calls.Count(call => call.Method == "chat.update"));
    }

    [Fact]
    public async Task Post_ThatFailsAtFirst_StillEndsInTheVerdict()
    {
        await using var slack = new SlackHarness();
        slack.Server.Fail("chat.postMessage", SlackFault.Refused("fatal_error"));
        slack.Command.Release();
        await slack.ConnectAsync();

        await slack.Server.SendCommandAsync("/scan", "redis:7", Token);

        var posted = await slack.Server.WaitForCallAsync(call => call.Method == "chat.postMessage" && call.Succeeded, Token);
        Assert.Equal("finished", posted.Text("text"));
    }

    [Fact]
    public async Task Command_AnsweredWithAFile_LiesInTheThreadAlsoWhenSlackIsAwayAtFirst()
    {
        await using var slack = new SlackHarness();
        slack.Server.Fail("files.getUploadURLExternal", SlackFault.ServerError);
        slack.Server.Fail("files.completeUploadExternal", SlackFault.RateLimited(0));
        slack.Command.Finished = new ChatMessage { Title = "report", Attachment = new ChatAttachment("dockerscan-x.html", "text/html", "<!DOCTYPE html>"u8.ToArray()) { Hint = "Open it." } };
        slack.Command.Release();
        await slack.ConnectAsync();

        await slack.Server.SendCommandAsync("/scan", "redis:7", Token);
        await slack.Server.WaitForCallAsync(call => call is { Method: "files.completeUploadExternal", Succeeded: true }, Token);

        var card = slack.Server.Calls.First(call => call.Method == "chat.postMessage").Answer["ts"]!.ToString();
        Assert.Equal(new SlackFile("dockerscan-x.html", LoopbackSlack.Channel, card, "<!DOCTYPE html>"), Assert.Single(slack.Server.Files));
    }

    [Theory]
    [InlineData("missing_scope", "files:write")]
    [InlineData("file_uploads_disabled", "did not take it (file_uploads_disabled)")]
    public async Task Command_AnsweredWithAFileThatIsRefused_CardSaysWhy(string error, string expected)
    {
        await using var slack = new SlackHarness();
        slack.Server.Fail("files.getUploadURLExternal", SlackFault.Refused(error));
        slack.Command.Finished = new ChatMessage { Title = "report", Attachment = new ChatAttachment("dockerscan-x.html", "text/html", "x"u8.ToArray()) { Hint = "Open it." } };
        slack.Command.Release();
        await slack.ConnectAsync();

        await slack.Server.SendCommandAsync("/scan", "redis:7", Token);

        await slack.Server.WaitForCallAsync(call => call.Method == "chat.update" && call.Text("text")!.Contains(expected, StringComparison.Ordinal), Token);
        Assert.Empty(slack.Server.Files);
    }

    [Fact]
    public async Task Card_TooLong_GoesAlongAsAFileWithoutTheToken()
    {
        await using var slack = new SlackHarness();
        slack.Command.Finished = new ChatMessage
        {
            Title = "long",
            Sections = [.. Enumerable.Range(0, 8).Select(section => new ChatSection("s", Enumerable.Range(0, 30).Select(line => new ChatLine($"{section}.{line} {new string('x', 300)}"))))],
        };
        slack.Command.Release();
        await slack.ConnectAsync();

        await slack.Server.SendCommandAsync("/scan", "redis:7", Token);
        var complete = await slack.Server.WaitForCallAsync(call => call.Method == "files.completeUploadExternal", Token);

        var upload = slack.Server.Calls.Single(call => call.Method == "upload");
        Assert.False(upload.Arguments["hasToken"]!.GetValue<bool>());
        Assert.Contains("7.29", upload.Text("content"), StringComparison.Ordinal);
        Assert.Equal(slack.Server.Calls.First(call => call.Method == "chat.postMessage").Answer["ts"]!.ToString(), complete.Text("thread_ts"));
    }

    [Fact]
    public async Task NotInTheChannel_SaysHowToInvite()
    {
        await using var slack = new SlackHarness();
        slack.Server.Fail("chat.postMessage", SlackFault.Refused("not_in_channel"));
        slack.Server.Fail("chat.postMessage", SlackFault.Refused("not_in_channel"));
        await slack.ConnectAsync();

        await slack.Server.SendCommandAsync("/scan", "redis:7", Token);

        Assert.Contains("Invite me", (await slack.Server.WaitForCallAsync(call => call.Method == "response_url", Token)).Arguments.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenRevoked_IsUnhealthyWithTheReason()
    {
        await using var slack = new SlackHarness();
        slack.Server.Fail("auth.test", SlackFault.Refused("token_revoked"));

        var health = await slack.ProbeAsync();

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("token_revoked", health.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("xoxb", health.Detail + health.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connected_IsHealthy()
    {
        await using var slack = new SlackHarness();
        await slack.ConnectAsync();
        slack.Command.Release();
        await slack.Server.SendCommandAsync("/scan", "redis:7", Token);

        Assert.Equal(HealthStatus.Healthy, (await slack.ProbeAsync()).Status);
    }
}
