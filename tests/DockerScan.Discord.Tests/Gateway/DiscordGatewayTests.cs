using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DockerScan.Conversation.Authorization;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Core.Health;
using DockerScan.TestKit.Discord;

namespace DockerScan.Discord.Tests.Gateway;

public sealed class DiscordGatewayTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static JsonArray Image => [new JsonObject { ["name"] = "image", ["type"] = 3, ["value"] = "redis:7" }];

    private static Task<DiscordCall> RefusedAsync(DiscordHarness harness)
        => harness.Server.WaitForCallAsync(call => IsPrivate(call, "Not allowed"), Token);

    private static bool IsPrivate(DiscordCall call, string title)
        => call is { Name: "callback", Status: 204, Body: JsonObject body } && body["type"]!.GetValue<int>() == 4
            && body["data"]!["flags"]!.GetValue<int>() == LoopbackDiscord.Ephemeral && body["data"]!["embeds"]![0]!["title"]!.GetValue<string>() == title;

    [Fact]
    public async Task Command_OverTheGateway_IsDeferredThenEdited()
    {
        await using var harness = new DiscordHarness();
        await harness.ConnectAsync();

        await harness.Server.SendCommandAsync("scan", Image);
        var acknowledged = await harness.Server.WaitForCallAsync(call => call.Name == "callback", Token);
        var working = await harness.WaitForCardAsync(@"working on redis\:7", "edit original");
        harness.Command.Release();
        await harness.WaitForCardAsync("finished", "edit original");

        Assert.Equal(5, acknowledged.Body!["type"]!.GetValue<int>());
        Assert.Equal("[]", working.Body!["allowed_mentions"]!["parse"]!.ToJsonString());
        Assert.Equal("finished", Assert.Single(harness.Server.Messages)["embeds"]![0]!["title"]!.GetValue<string>());
        Assert.Equal(1 << 9, harness.Server.Intents);
    }

    [Fact]
    public async Task Press_Button_TypesItsCommand()
    {
        await using var harness = new DiscordHarness();
        await harness.ConnectAsync();

        await harness.Server.PressAsync("scan alpine:3");

        await harness.WaitForCardAsync(@"working on alpine\:3");
    }

    [Fact]
    public async Task Mention_OfTheBot_IsAnsweredAsAReply()
    {
        await using var harness = new DiscordHarness();
        await harness.ConnectAsync();

        await harness.Server.WriteAsync($"<@{LoopbackDiscord.Bot}> scan from-a-bot", isBot: true);
        await harness.Server.WriteAsync("scan not-for-us");
        var id = await harness.Server.WriteAsync($"<@{LoopbackDiscord.Bot}> scan redis:7");
        var call = await harness.WaitForCardAsync(@"working on redis\:7", "post");

        Assert.Equal(id, call.Body!["message_reference"]!["message_id"]!.GetValue<string>());
        Assert.Equal(1, harness.Command.Runs);
    }

    [Fact]
    public async Task Event_DeliveredTwice_RunsOnce()
    {
        await using var harness = new DiscordHarness();
        await harness.ConnectAsync();

        await harness.Server.SendCommandAsync("scan", Image, times: 2);
        await harness.Server.PressAsync("scan second");
        await harness.WaitForCardAsync("working on second");
        await harness.WaitForCardAsync(@"working on redis\:7");

        Assert.Equal(2, harness.Command.Runs);
    }

    [Fact]
    public async Task Connection_LostInMidScan_ResumesAndFinishesTheCard()
    {
        await using var harness = new DiscordHarness();
        await harness.ConnectAsync();
        await harness.Server.SendCommandAsync("scan", Image);
        await harness.WaitForCardAsync(@"working on redis\:7");

        harness.Server.DropConnections();
        await harness.Server.PressAsync("scan while-away");
        await harness.Server.WaitForSessionsAsync(1, 1, Token);
        // Tried again within five seconds, which is promised; how long the machine takes for it is not.
        Assert.Contains(harness.Logs.Lines, line => Regex.IsMatch(line, @"connection ended \(.*; next: \w+, in 00:00:0[0-4]", RegexOptions.NonBacktracking));
        await harness.WaitForCardAsync(@"working on while-away");
        harness.Command.Release();
        await harness.WaitForCardAsync("finished");

        Assert.Equal(1, harness.Server.Identified);
    }

    [Fact]
    public async Task Heartbeats_Unanswered_CloseAndResume()
    {
        await using var harness = new DiscordHarness();
        harness.Server.HeartbeatInterval = 100;
        await harness.ConnectAsync();
        await harness.Server.WaitForHeartbeatsAsync(2, Token);

        harness.Server.IsZombie = true;
        await harness.Server.WaitForSessionsAsync(1, 1, Token);
        harness.Server.IsZombie = false;

        Assert.Equal(1, harness.Server.Identified);
        Assert.Equal(4200, await harness.Server.WaitForCloseAsync(Token));
    }

    [Fact]
    public async Task Reconnect_Asked_Resumes()
    {
        await using var harness = new DiscordHarness();
        await harness.ConnectAsync();

        await harness.Server.SendFrameAsync(new JsonObject { ["op"] = 7, ["d"] = null });

        await harness.Server.WaitForSessionsAsync(1, 1, Token);
    }

    [Fact]
    public async Task Resume_Refused_BeginsANewSession()
    {
        await using var harness = new DiscordHarness();
        await harness.ConnectAsync();
        harness.Server.RefusesResume = true;

        harness.Server.DropConnections();
        await harness.Server.WaitForSessionsAsync(2, 0, Token);
        await harness.Server.PressAsync("scan after");

        await harness.WaitForCardAsync("working on after");
    }

    [Theory]
    [InlineData(4004, "refuses the bot token")]
    [InlineData(4014, "intent")]
    public async Task Identify_RefusedForGood_StopsAndSaysWhy(int code, string reason)
    {
        await using var harness = new DiscordHarness();
        harness.Server.CloseIdentifyWith = code;

        await harness.StartAsync();
        await harness.Get<DockerScan.Discord.DiscordService>().ExecuteTask!.WaitAsync(Token);

        var health = await harness.ProbeAsync();
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains(reason, health.Detail, StringComparison.Ordinal);
        Assert.NotNull(health.NextStep);
    }

    [Fact]
    public async Task Token_Refused_StopsWithoutConnecting()
    {
        await using var harness = new DiscordHarness(configure: options => options.BotToken = "some.other.token.of.nobody");

        await harness.StartAsync();
        await harness.Get<DockerScan.Discord.DiscordService>().ExecuteTask!.WaitAsync(Token);

        Assert.Equal(HealthStatus.Unhealthy, (await harness.ProbeAsync()).Status);
        Assert.Single(harness.Server.Calls);
    }

    [Fact]
    public async Task Identify_NoSessionLeft_IsNotTried()
    {
        await using var harness = new DiscordHarness();
        harness.Server.SessionsLeft = 0;

        await harness.StartAsync();
        await harness.Server.WaitForCallAsync(call => call.Name == "set commands", Token);
        // That Discord was asked is not that the bot has read the answer.
        await harness.UntilKnownAsync();

        Assert.Equal(0, harness.Server.Identified);
        Assert.NotEqual(HealthStatus.Healthy, (await harness.ProbeAsync()).Status);
    }

    [Fact]
    public async Task Stranger_AnyCommand_IsRefusedAndAudited()
    {
        await using var harness = new DiscordHarness(configure: options =>
        {
            options.Access.Places.Clear();
            options.Access.Places.Add("999");
        });
        await harness.ConnectAsync();

        await harness.Server.SendCommandAsync("scan", Image);
        await RefusedAsync(harness);

        Assert.Equal(0, harness.Command.Runs);
        Assert.Equal(CommandOutcome.Refused, (await harness.Audit.First.WaitAsync(Token)).Outcome);
        Assert.Equal(LoopbackDiscord.Ephemeral, Assert.Single(harness.Server.Messages)["flags"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("7", true)]
    [InlineData("8", false)]
    [InlineData(null, false)]
    public async Task Command_RuleByRole_RunsForTheRoleAlone(string? role, bool isAllowed)
    {
        await using var harness = new DiscordHarness(configure: options => options.Access.Commands.Add(new ChatCommandRule { Command = "scan", Roles = ["7"] }));
        if (role is not null)
        {
            harness.Server.Roles.Add(role);
        }

        await harness.ConnectAsync();
        await harness.Server.SendCommandAsync("scan", Image);
        await (isAllowed ? harness.WaitForCardAsync(@"working on redis\:7") : RefusedAsync(harness));

        Assert.Equal(isAllowed ? 1 : 0, harness.Command.Runs);
    }

    [Fact]
    public async Task Mention_RuleByRole_RunsForTheRole()
    {
        await using var harness = new DiscordHarness(configure: options => options.Access.Commands.Add(new ChatCommandRule { Command = "scan", Roles = ["7"] }));
        harness.Server.Roles.Add("7");
        await harness.ConnectAsync();

        await harness.Server.WriteAsync($"<@{LoopbackDiscord.Bot}> scan redis:7");

        await harness.WaitForCardAsync(@"working on redis\:7", "post");
    }

    [Fact]
    public async Task Command_RuleForAnotherChannel_IsRefused()
    {
        await using var harness = new DiscordHarness(configure: options => options.Access.Commands.Add(new ChatCommandRule { Command = "scan", Channels = ["9"] }));
        await harness.ConnectAsync();

        await harness.Server.SendCommandAsync("scan", Image);
        await RefusedAsync(harness);

        Assert.Equal(0, harness.Command.Runs);
    }

    [Fact]
    public async Task Command_TooOften_IsRefusedToThePersonAlone()
    {
        await using var harness = new DiscordHarness(configure: options => options.Access.PerUserPerMinute = 1);
        await harness.ConnectAsync();
        await harness.Server.SendCommandAsync("scan", Image);
        await harness.WaitForCardAsync(@"working on redis\:7");

        await harness.Server.PressAsync("scan second");
        var refusal = await RefusedAsync(harness);

        Assert.Contains("Slow down", refusal.Body!["data"]!["embeds"]![0]!["description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(1, harness.Command.Runs);
    }

    [Fact]
    public async Task Command_AboveWhatRunsAtOnce_IsToldToThePersonAlone()
    {
        await using var harness = new DiscordHarness(configure: options => options.MaxRunning = 1);
        await harness.ConnectAsync();
        await harness.Server.SendCommandAsync("scan", Image);
        await harness.WaitForCardAsync(@"working on redis\:7");

        await harness.Server.PressAsync("scan second");
        var refusal = await harness.Server.WaitForCallAsync(call => IsPrivate(call, "Too many commands are running"), Token);

        Assert.Equal(204, refusal.Status);
        Assert.Equal(1, harness.Command.Runs);
    }

    [Fact]
    public async Task Command_AcknowledgementRefused_RunsNothing()
    {
        await using var harness = new DiscordHarness();
        harness.Server.Fail("callback", DiscordFault.Unauthorized);
        await harness.ConnectAsync();

        await harness.Server.SendCommandAsync("scan", Image);

        Assert.Equal(CommandOutcome.Cancelled, (await harness.Audit.First.WaitAsync(Token)).Outcome);
        Assert.Equal(0, harness.Command.Runs);
    }

    [Fact]
    public async Task Discord_AwayAtTheEnd_CardIsFinishedAfterwards()
    {
        await using var harness = new DiscordHarness();
        await harness.ConnectAsync();
        await harness.Server.SendCommandAsync("scan", Image);
        await harness.WaitForCardAsync(@"working on redis\:7");
        for (var index = 0; index < 5; index++)
        {
            harness.Server.Fail("edit original", DiscordFault.ServerError);
        }

        harness.Command.Release();

        await harness.WaitForCardAsync("finished");
    }

    [Fact]
    public async Task Interaction_TokenOver_BotEditsItsOwnMessage()
    {
        await using var harness = new DiscordHarness();
        await harness.ConnectAsync();
        var token = await harness.Server.SendCommandAsync("scan", Image);
        await harness.WaitForCardAsync(@"working on redis\:7");

        harness.Server.DeadTokens.Add(token);
        harness.Command.Release();

        await harness.WaitForCardAsync("finished", "edit");
        Assert.Single(harness.Server.Messages);
    }

    [Fact]
    public async Task Attachment_OfTheLastCard_IsSent()
    {
        await using var harness = new DiscordHarness();
        harness.Command.Finished = new ChatMessage { Title = "finished", Attachment = new ChatAttachment("a\"b.json", "application/json", "{}"u8.ToArray()) };
        harness.Command.Release();
        await harness.ConnectAsync();

        await harness.Server.SendCommandAsync("scan", Image);
        var call = await harness.WaitForCardAsync("finished");

        Assert.Equal("a_b.json", Assert.Single(call.Files));
    }

    [Fact]
    public async Task Commands_Unchanged_AreRegisteredOnce()
    {
        await using var harness = new DiscordHarness();
        await harness.ConnectAsync();
        var call = await harness.Server.WaitForCallAsync(call => call.Name == "set commands", Token);
        var registrar = harness.Get<DockerScan.Discord.Commands.DiscordCommandRegistrar>();

        await registrar.SyncAsync(LoopbackDiscord.Application, Token);

        Assert.Single(harness.Server.Calls, each => each.Name == "set commands");
        Assert.Equal("scan", call.Body![0]!["name"]!.GetValue<string>());
        // Who has chosen Korean in Discord reads Korean while they type.
        Assert.All(
            call.Body.AsArray().SelectMany(command => (command!["options"]?.AsArray() ?? []).Append(command)),
            described => Assert.False(string.IsNullOrWhiteSpace(described!["description_localizations"]!["ko"]!.GetValue<string>())));
        Assert.Equal(["image", "force", "platform", "window"], call.Body[0]!["options"]!.AsArray().Select(option => option!["name"]!.GetValue<string>()));
    }
}
