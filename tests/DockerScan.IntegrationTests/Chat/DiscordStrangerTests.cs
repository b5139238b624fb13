using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using DockerScan.TestKit.Discord;

namespace DockerScan.IntegrationTests.Chat;

/// <summary>The whole program among Discord's strangers: other names, forged and recorded interactions, other servers, direct messages, people without a role.</summary>
[Trait("Category", "Engine")]
[UnsupportedOSPlatform("windows")]
public sealed class DiscordStrangerTests
{
    private const string Working = """{"type":5}""";
    private const int ForOnePerson = 64;

    [Fact]
    public async Task Serve_UnderAStrangeName_AnswersOnlyWhatIsSigned()
    {
        using var limit = Strangers.Limited();
        await using var discord = LoopbackDiscord.Start();
        using var host = DiscordParts.Host(discord, "Http");
        await using var serve = await ServeProcess.StartAsync(host, limit.Token);
        using var client = new HttpClient();
        var body = DiscordParts.Command(discord, "status").ToJsonString();

        Assert.Equal(421, await Strangers.GetAsync(client, serve.Address, "/discord/interactions", Strangers.Evil, limit.Token));
        Assert.Equal(401, (await DiscordParts.PostAsync(client, serve.Address, body, limit.Token, isForged: true, hostName: Strangers.Evil)).Status);
        Assert.Equal((200, Working), await DiscordParts.PostAsync(client, serve.Address, body, limit.Token, hostName: Strangers.Evil));
        Assert.Equal("status", Assert.Single(await Strangers.AuditedAsync(host, limit.Token))["command"]?.ToString());
    }

    [Fact]
    public async Task Serve_RestartsAfterAnInteraction_TheRecordedOneIsNotTakenAgain()
    {
        using var limit = Strangers.Limited();
        await using var discord = LoopbackDiscord.Start();
        using var host = DiscordParts.Host(discord, "Http");

        await Strangers.AssertRecordedIsNotTakenAgainAsync(
            host, () => DiscordParts.Command(discord, "status").ToJsonString(),
            async (client, address, body, stamp) => (await DiscordParts.PostAsync(client, address, body, limit.Token, stamp: stamp)).Status, limit.Token);
    }

    [Fact]
    public async Task Serve_ManyInteractionsFromAStrangeServer_AreAnsweredSeldomInPrivateAndRecordedAsACount()
    {
        const int Asked = 8;
        const int Answered = 5;
        using var limit = Strangers.Limited();
        await using var discord = LoopbackDiscord.Start();
        using var host = DiscordParts.Host(discord, "Http");
        using var client = new HttpClient();
        await using (var serve = await ServeProcess.StartAsync(host, limit.Token))
        {
            for (var number = 0; number < Asked; number++)
            {
                var stranger = DiscordParts.Command(discord, "scan", DiscordParts.Text("image", "redis:7"));
                stranger["guild_id"] = "200000000000000666";
                var (status, body) = await DiscordParts.PostAsync(client, serve.Address, stranger.ToJsonString(), limit.Token);
                Assert.Equal(number < Answered ? 200 : 503, status);
                Assert.True(number >= Answered || IsPrivateRefusal(JsonNode.Parse(body)), body);
            }

            await Strangers.AuditedAsync(host, limit.Token);
            await serve.StopAsync();
        }

        var audited = await Strangers.AuditedAsync(host, limit.Token, least: 2);
        Assert.Equal(2, audited.Count);
        Assert.All(audited, row => Assert.Equal(("discord", "scan", "refused"), (row["platform"]?.ToString(), row["command"]?.ToString(), row["outcome"]?.ToString())));
        Assert.Equal(Asked, audited.Sum(row => row["count"]?.GetValue<int>() ?? 0));
        Assert.DoesNotContain(discord.Calls, call => call.Name is "post" or "edit original" or "followup");
    }

    [Fact]
    public async Task Serve_StrangersOverTheGateway_AreRefusedInPrivateAndNothingRuns()
    {
        using var limit = Strangers.Limited();
        await using var discord = LoopbackDiscord.Start();
        using var host = DiscordParts.Host(discord, "Gateway");
        await using var serve = await ServeProcess.StartAsync(host, limit.Token);
        await discord.WaitForSessionsAsync(1, 0, limit.Token);
        var scan = new JsonObject { ["id"] = "1", ["name"] = "scan", ["type"] = 1, ["options"] = new JsonArray(DiscordParts.Text("image", "redis:7")) };

        var stranger = discord.MakeInteraction(2, scan.DeepClone().AsObject());
        stranger["guild_id"] = "200000000000000666";
        await discord.DeliverAsync(stranger);
        var refused = await discord.WaitForCallAsync(call => call.Name == "callback", limit.Token);
        Assert.True(IsPrivateRefusal(refused.Body), refused.Body?.ToJsonString());

        // A direct message belongs to no server; nobody could be asked whether it is allowed.
        var direct = discord.MakeInteraction(2, scan.DeepClone().AsObject());
        direct.Remove("guild_id");
        direct["user"] = direct["member"]!["user"]!.DeepClone();
        direct.Remove("member");
        await discord.DeliverAsync(direct);
        await discord.SendCommandAsync("status", []);
        await discord.WaitForCallAsync(call => call is { Name: "edit original", Status: 200 }, limit.Token);

        var audited = await Strangers.AuditedAsync(host, limit.Token, least: 2);
        Assert.DoesNotContain(audited, row => row["command"]?.ToString() == "scan" && row["outcome"]?.ToString() != "refused");
        Assert.Single(audited, row => row["command"]?.ToString() == "status" && row["outcome"]?.ToString() == "completed");
    }

    [Fact]
    public async Task Serve_RuleOnScanByRole_CoversRescanAndLeavesStatusToAll()
    {
        const string Role = "500000000000000001";
        using var limit = Strangers.Limited();
        await using var discord = LoopbackDiscord.Start();
        using var host = DiscordParts.Host(discord, "Http");
        host.Environment["DOCKERSCAN__Discord__Access__Commands__0__Command"] = "scan";
        host.Environment["DOCKERSCAN__Discord__Access__Commands__0__Roles__0"] = Role;
        await using var serve = await ServeProcess.StartAsync(host, limit.Token);
        using var client = new HttpClient();

        var refused = DiscordParts.Command(discord, "rescan", DiscordParts.Text("scan", "redis:7"));
        Assert.True(IsPrivateRefusal(JsonNode.Parse((await DiscordParts.PostAsync(client, serve.Address, refused.ToJsonString(), limit.Token)).Body)));
        var allowed = DiscordParts.Command(discord, "rescan", DiscordParts.Text("scan", "nothing:1"));
        allowed["member"]!["roles"] = new JsonArray(Role);
        Assert.Equal((200, Working), await DiscordParts.PostAsync(client, serve.Address, allowed.ToJsonString(), limit.Token));
        Assert.Equal((200, Working), await DiscordParts.PostAsync(client, serve.Address, DiscordParts.Command(discord, "status").ToJsonString(), limit.Token));

        var audited = await Strangers.AuditedAsync(host, limit.Token, least: 3);
        Assert.Equal(["rescan refused", "rescan rejected", "status completed"], audited.Select(row => $"{row["command"]} {row["outcome"]}").Order(StringComparer.Ordinal));
    }

    private static bool IsPrivateRefusal(JsonNode? callback) => callback?["type"]?.GetValue<int>() == 4 && callback["data"]?["flags"]?.GetValue<int>() == ForOnePerson;
}
