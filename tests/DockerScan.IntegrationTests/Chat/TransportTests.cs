using System.Text.Json.Nodes;
using DockerScan.TestKit.Discord;
using DockerScan.TestKit.Slack;
using DockerScan.TestKit.VirusTotal;

namespace DockerScan.IntegrationTests.Chat;

/// <summary>A scan asked for in a chat, over each transport, with the whole program and real parts behind it.</summary>
[Trait("Category", "Engine")]
public class TransportTests
{
    private const string Image = "dockerscan/sample-scratch-busybox";

    // What only a finished card has.
    private const string Finished = "findings ";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Slack_SocketMode_CardBecomesTheVerdict()
    {
        using var limit = Limited();
        await using var slack = LoopbackSlack.Start();
        using var host = Prepare(SlackParts.Host(slack, "Socket"));
        await using var serve = await ServeProcess.StartAsync(host, limit.Token);
        await slack.WaitForConnectionsAsync(1, 1, limit.Token);

        await slack.SendCommandAsync("/scan", $"{Image} --no-sandbox", limit.Token);

        var verdict = await slack.WaitForCallAsync(call => call.Succeeded && Has(call.Arguments, Finished), limit.Token);
        Assert.Equal("chat.update", verdict.Method);
        Assert.Contains("scratch-busybox", verdict.Arguments.ToJsonString(), StringComparison.Ordinal);
        var picture = await slack.WaitForCallAsync(call => call.Method == "files.completeUploadExternal", limit.Token);
        Assert.Equal((true, verdict.Text("ts")), (Has(picture.Arguments, ".png"), picture.Text("thread_ts")));
        var audited = (await Strangers.AuditedAsync(host, limit.Token))[0];
        string? Text(string member) => audited[member]?.ToString();
        Assert.Equal(
            ("slack", $"{LoopbackSlack.Team}/{LoopbackSlack.Channel}", LoopbackSlack.User, "scan", "completed"),
            (Text("platform"), Text("place"), Text("user"), Text("command"), Text("outcome")));
    }

    [Fact]
    public async Task Slack_HttpEndpoints_SignedCommandGivesTheVerdictAndAForgedOneNothing()
    {
        using var limit = Limited();
        await using var slack = LoopbackSlack.Start();
        using var host = Prepare(SlackParts.Host(slack, "Http"));
        await using var serve = await ServeProcess.StartAsync(host, limit.Token);
        using var client = new HttpClient();
        var body = SlackParts.Form(slack.CommandPayload("/scan", $"{Image} --no-sandbox"));

        Assert.Equal(401, await SlackParts.PostAsync(client, serve.Address, body, limit.Token, "v0=" + new string('0', 64)));
        Assert.Equal(200, await SlackParts.PostAsync(client, serve.Address, body, limit.Token));

        await slack.WaitForCallAsync(call => call.Succeeded && Has(call.Arguments, Finished), limit.Token);
        Assert.Single(slack.Calls, call => call.Method == "chat.postMessage");
    }

    [Fact]
    public async Task Discord_Gateway_CardBecomesTheVerdict()
    {
        using var limit = Limited();
        await using var discord = LoopbackDiscord.Start();
        using var host = Prepare(DiscordParts.Host(discord, "Gateway"));
        await using var serve = await ServeProcess.StartAsync(host, limit.Token);
        await discord.WaitForSessionsAsync(1, 0, limit.Token);

        await discord.SendCommandAsync("scan", Options());

        await FinishedAsync(discord, limit.Token);
    }

    [Fact]
    public async Task Discord_HttpEndpoint_SignedInteractionGivesTheVerdictAndAForgedOneNothing()
    {
        using var limit = Limited();
        await using var discord = LoopbackDiscord.Start();
        using var host = Prepare(DiscordParts.Host(discord, "Http"));
        await using var serve = await ServeProcess.StartAsync(host, limit.Token);
        using var client = new HttpClient();
        var interaction = discord.MakeInteraction(2, new JsonObject { ["id"] = "1", ["name"] = "scan", ["type"] = 1, ["options"] = Options() });
        discord.AcknowledgeInAnswer(interaction["token"]!.ToString());

        Assert.Equal(401, (await DiscordParts.PostAsync(client, serve.Address, interaction.ToJsonString(), limit.Token, isForged: true)).Status);
        Assert.Equal((200, """{"type":5}"""), await DiscordParts.PostAsync(client, serve.Address, interaction.ToJsonString(), limit.Token));

        await FinishedAsync(discord, limit.Token);
    }

    [Fact]
    public async Task Slack_ServeIsKilledInMidScan_SameCardIsFinishedAfterTheRestart()
    {
        using var limit = Limited();
        await using var slack = LoopbackSlack.Start();
        using var host = Prepare(SlackParts.Host(slack, "Socket"));
        SlackCallRecord card;
        await using (var killed = await ServeProcess.StartAsync(host, limit.Token))
        {
            await slack.WaitForConnectionsAsync(1, 1, limit.Token);
            await slack.SendCommandAsync("/scan", "dockerscan/sample-debian --no-sandbox", limit.Token);
            card = await slack.WaitForCallAsync(call => call.Method == "chat.postMessage" && call.Succeeded, limit.Token);
            await slack.WaitForCallAsync(call => call.Method == "chat.update" && Has(call.Arguments, "Running"), limit.Token);
            await killed.KillAsync();
        }

        await using var serve = await ServeProcess.StartAsync(host, limit.Token);

        var verdict = await slack.WaitForCallAsync(call => call.Succeeded && Has(call.Arguments, Finished), limit.Token);
        Assert.Equal(("chat.update", card.Answer["ts"]!.ToString()), (verdict.Method, verdict.Text("ts")));
        await slack.WaitForCallAsync(call => call.Method == "files.completeUploadExternal" && call.Text("thread_ts") == verdict.Text("ts"), limit.Token);
    }

    [Fact]
    public async Task Slack_ServeIsKilledBeforeItsCardIsPosted_CardIsPostedAfterTheRestart()
    {
        using var limit = Limited();
        await using var slack = LoopbackSlack.Start();
        using var host = Prepare(SlackParts.Host(slack, "Socket"));
        var isBack = new TaskCompletionSource();
        slack.Fail("chat.postMessage", SlackFault.ServerError);
        slack.Fail("chat.postMessage", SlackFault.Slow(isBack.Task));
        await using (var killed = await ServeProcess.StartAsync(host, limit.Token))
        {
            await slack.WaitForConnectionsAsync(1, 1, limit.Token);
            await slack.SendCommandAsync("/scan", $"{Image} --no-sandbox", limit.Token);
            await slack.WaitForCallAsync(call => call.Method == "chat.postMessage" && !call.Succeeded, limit.Token);
            await killed.KillAsync();
        }

        isBack.SetResult();
        await using var serve = await ServeProcess.StartAsync(host, limit.Token);

        var verdict = await slack.WaitForCallAsync(call => call.Succeeded && Has(call.Arguments, Finished), limit.Token);
        Assert.Equal(("chat.postMessage", LoopbackSlack.Channel), (verdict.Method, verdict.Text("channel")));
    }

    /// <summary>Two commands at most may run at once, and two scans are under way for half a minute: a third command is answered meanwhile.</summary>
    [Fact]
    public async Task Slack_ScansAreUnderWay_HoldNoPlaceOfOtherCommands()
    {
        using var limit = Limited();
        await using var slack = LoopbackSlack.Start();
        using var host = Prepare(SlackParts.Host(slack, "Socket"));
        host.Environment["DOCKERSCAN__Slack__MaxRunning"] = "2";
        await using var serve = await ServeProcess.StartAsync(host, limit.Token);
        await slack.WaitForConnectionsAsync(1, 1, limit.Token);
        foreach (var window in (int[])[30, 31])
        {
            await slack.SendCommandAsync("/scan", FormattableString.Invariant($"dockerscan/sample-debian --window {window}"), limit.Token);
        }

        await slack.WaitForCallAsync(call => call.Method == "chat.update" && Has(call.Arguments, "Running"), limit.Token);
        await slack.SendCommandAsync("/status", string.Empty, limit.Token);

        var status = await slack.WaitForCallAsync(call => call.Method == "chat.postMessage" && Has(call.Arguments, "Queue"), limit.Token);
        Assert.True(status.Succeeded);
        Assert.DoesNotContain(slack.Calls, call => Has(call.Arguments, Finished));
        var audited = await Strangers.AuditedAsync(host, limit.Token, least: 3);
        Assert.Equal(2, audited.Count(each => each["command"]!.ToString() == "scan" && each["scan"] is not null && each["outcome"]!.ToString() == "completed"));
    }

    [Fact]
    public async Task NotifyTest_Slack_SendsACardOrSaysWhyNot()
    {
        using var limit = Limited();
        await using var slack = LoopbackSlack.Start();
        using var host = Prepare(SlackParts.Host(slack, "Socket"));

        var sent = await host.RunAsync("notify", "test", LoopbackSlack.Channel);
        slack.Fail("chat.postMessage", SlackFault.Refused("channel_not_found"));
        var refused = await host.RunAsync("notify", "test", "C0NOWHERE");
        var other = await host.RunAsync("notify", "test", "1", "--on", "discord");

        Assert.Equal(0, sent.Exit);
        Assert.StartsWith($"sent: slack {LoopbackSlack.Channel}/", sent.Output, StringComparison.Ordinal);
        Assert.Equal(69, refused.Exit);
        Assert.Contains("Slack knows no channel C0NOWHERE that the bot may see: channel_not_found\n  → check the id", refused.Error, StringComparison.Ordinal);
        Assert.Contains(slack.Calls, call => call.Method == "files.completeUploadExternal" && Has(call.Arguments, "dockerscan-sample.png"));
        Assert.Equal(64, other.Exit);
        Assert.Contains("discord is not switched on", other.Error, StringComparison.Ordinal);
    }

    /// <summary>The whole of reputation: a sample calls two addresses and drops a program, one address is malicious; the card comes first and is amended.</summary>
    [Fact]
    public async Task Slack_VirusTotalAnswersLater_CardIsAmendedAndTheBadNewsSaidBelowIt()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DOCKERSCAN_SENTINEL")), "DOCKERSCAN_SENTINEL is not set; ./test.sh sets it");
        using var limit = Limited();
        await using var slack = LoopbackSlack.Start();
        await using var virusTotal = LoopbackVirusTotal.Start();
        virusTotal.KnowsNetworks = true;
        virusTotal.Know("update.dockerscan-sample-7f3a9c.com", malicious: 12);
        // Nothing is answered until the first card is out.
        virusTotal.Hold();
        using var host = Prepare(SlackParts.Host(slack, "Socket"));
        host.Environment["DOCKERSCAN__VirusTotal__ApiKey"] = LoopbackVirusTotal.Key;
        host.Environment["DOCKERSCAN__VirusTotal__ApiUrl"] = virusTotal.Api.AbsoluteUri;
        await using var serve = await ServeProcess.StartAsync(host, limit.Token);
        await slack.WaitForConnectionsAsync(1, 1, limit.Token);

        await slack.SendCommandAsync("/scan", "dockerscan/sample-caller-dropper --window 8", limit.Token);
        var first = await slack.WaitForCallAsync(call => call.Succeeded && Has(call.Arguments, Finished), limit.Token);
        virusTotal.Release();
        var amended = await slack.WaitForCallAsync(call => call.Succeeded && Has(call.Arguments, "12 of 99 engines flag"), limit.Token);
        var reply = await slack.WaitForCallAsync(call => call.Method == "chat.postMessage" && Has(call.Arguments, "answer is bad"), limit.Token);

        Assert.Contains("wait for their turn", Plain(first.Arguments), StringComparison.Ordinal);
        Assert.Equal(first.Text("ts"), amended.Text("ts"));
        Assert.Equal(first.Text("ts"), reply.Text("thread_ts"));
        // A hash, a name, an address: nothing else was asked about, and nothing private.
        Assert.Contains("/api/v3/ip_addresses/1.2.3.4", virusTotal.Asked);
        Assert.All(virusTotal.Asked, path => Assert.Matches("^/api/v3/(files/[0-9a-f]{64}|domains/update[.]dockerscan-sample-7f3a9c[.]com|ip_addresses/1[.]2[.]3[.]4)$", path));
        Assert.DoesNotContain(LoopbackVirusTotal.Key, serve.Log, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The program, on the store that these tests run on: SQLite, as nobody says another.</summary>
    private protected virtual HostProcess Prepare(HostProcess host) => host;

    private static CancellationTokenSource Limited()
    {
        HostProcess.RequireParts();
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        return limit;
    }

    private static JsonArray Options() =>
    [
        new JsonObject { ["name"] = "image", ["type"] = 3, ["value"] = Image }, new JsonObject { ["name"] = "no-sandbox", ["type"] = 5, ["value"] = true },
    ];

    private static async Task FinishedAsync(LoopbackDiscord discord, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!discord.Messages.Any(message => Has(message, Finished)))
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        var card = Assert.Single(discord.Messages).ToJsonString();
        Assert.Contains("scratch-busybox", card, StringComparison.Ordinal);
        Assert.Contains("attachment://dockerscan-", card, StringComparison.Ordinal);
        Assert.Contains(discord.Calls, call => call.Files is [var file] && file.EndsWith(".png", StringComparison.Ordinal));
    }

    private static bool Has(JsonObject json, string text) => Plain(json).Contains(text, StringComparison.Ordinal);

    private static string Plain(JsonObject json) => json.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
