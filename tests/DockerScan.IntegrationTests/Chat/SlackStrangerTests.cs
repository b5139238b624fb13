using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using DockerScan.TestKit.Slack;

namespace DockerScan.IntegrationTests.Chat;

/// <summary>The whole program among strangers: other names, other workspaces, other people, recorded requests, files that others can read or write.</summary>
[Trait("Category", "Engine")]
[UnsupportedOSPlatform("windows")]
public sealed class SlackStrangerTests
{
    private const string Image = "dockerscan/sample-scratch-busybox";

    [Fact]
    public async Task Serve_UnderAStrangeName_AnswersOnlyWhatIsSignedAndWhetherItIsUp()
    {
        using var limit = Strangers.Limited();
        await using var slack = LoopbackSlack.Start();
        using var host = SlackParts.Host(slack, "Http");
        await using var serve = await ServeProcess.StartAsync(host, limit.Token);
        using var client = new HttpClient();
        var body = SlackParts.Form(slack.CommandPayload("/status", string.Empty));

        Assert.Equal((200, 421), (await Strangers.GetAsync(client, serve.Address, "/", null, limit.Token), await Strangers.GetAsync(client, serve.Address, "/", Strangers.Evil, limit.Token)));
        Assert.Equal(421, await Strangers.GetAsync(client, serve.Address, "/slack/commands", Strangers.Evil, limit.Token));
        Assert.NotEqual(421, await Strangers.GetAsync(client, serve.Address, "/healthz", Strangers.Evil, limit.Token));
        Assert.Equal(401, await SlackParts.PostAsync(client, serve.Address, body, limit.Token, "v0=" + new string('0', 64), Strangers.Evil));
        Assert.Equal(200, await SlackParts.PostAsync(client, serve.Address, body, limit.Token, hostName: Strangers.Evil));
        Assert.Equal("status", (await Strangers.AuditedAsync(host, limit.Token))[0]["command"]?.ToString());
    }

    [Fact]
    public async Task Serve_RestartsAfterACommand_TheRecordedRequestIsNotTakenAgain()
    {
        using var limit = Strangers.Limited();
        await using var slack = LoopbackSlack.Start();
        using var host = SlackParts.Host(slack, "Http");

        await Strangers.AssertRecordedIsNotTakenAgainAsync(
            host, () => SlackParts.Form(slack.CommandPayload("/status", string.Empty)),
            (client, address, body, stamp) => SlackParts.PostAsync(client, address, body, limit.Token, stamp: stamp), limit.Token);
    }

    [Fact]
    public async Task Serve_ManyCommandsFromAStrangeWorkspace_AreAnsweredSeldomAndRecordedAsACount()
    {
        const int Asked = 30;
        using var limit = Strangers.Limited();
        await using var slack = LoopbackSlack.Start();
        using var host = SlackParts.Host(slack, "Http");
        using var client = new HttpClient();
        await using (var serve = await ServeProcess.StartAsync(host, limit.Token))
        {
            for (var i = 0; i < Asked; i++)
            {
                var payload = slack.CommandPayload("/scan", Image);
                payload["team_id"] = "T0STRANGER";
                Assert.Equal(200, await SlackParts.PostAsync(client, serve.Address, SlackParts.Form(payload), limit.Token));
            }

            await Strangers.AuditedAsync(host, limit.Token);
            await serve.StopAsync();
        }

        var audited = await Strangers.AuditedAsync(host, limit.Token, least: 2);
        Assert.Equal(2, audited.Count);
        Assert.All(audited, row => Assert.Equal(("scan", "refused"), (row["command"]?.ToString(), row["outcome"]?.ToString())));
        Assert.Equal(Asked, audited.Sum(row => row["count"]?.GetValue<int>() ?? 0));
        Assert.DoesNotContain(slack.Calls, call => call.Method == "chat.postMessage");
    }

    [Fact]
    public async Task Serve_RuleOnScan_CoversRescanAndLeavesStatusToAll()
    {
        using var limit = Strangers.Limited();
        await using var slack = LoopbackSlack.Start();
        using var host = SlackParts.Host(slack, "Http");
        host.Environment["DOCKERSCAN__Slack__Access__Commands__0__Command"] = "scan";
        host.Environment["DOCKERSCAN__Slack__Access__Commands__0__Users__0"] = "U0CHOSEN";
        await using var serve = await ServeProcess.StartAsync(host, limit.Token);
        using var client = new HttpClient();

        foreach (var command in (string[])["/rescan", "/status"])
        {
            Assert.Equal(200, await SlackParts.PostAsync(client, serve.Address, SlackParts.Form(slack.CommandPayload(command, command == "/rescan" ? Image : string.Empty)), limit.Token));
        }

        var audited = await Strangers.AuditedAsync(host, limit.Token, least: 2);
        Assert.Equal(["rescan refused", "status completed"], audited.Select(row => $"{row["command"]} {row["outcome"]}").Order());
    }

    [Fact]
    public async Task Serve_CancelOfAnothersScan_IsRefusedAndOfOnesOwnIsNot()
    {
        using var limit = Strangers.Limited();
        await using var slack = LoopbackSlack.Start();
        using var host = SlackParts.Host(slack, "Socket");
        await using var serve = await ServeProcess.StartAsync(host, limit.Token);
        await slack.WaitForConnectionsAsync(1, 1, limit.Token);
        await slack.SendCommandAsync("/scan", "dockerscan/sample-debian --no-sandbox --force", limit.Token);
        var card = await slack.WaitForCallAsync(call => call.Succeeded && call.Method is "chat.postMessage" or "chat.update" && FindScan(call.Arguments) is not null, limit.Token);
        var scan = FindScan(card.Arguments)!;

        await slack.SendCommandAsync("/cancel", scan, limit.Token, "U0SOMEBODY");
        await slack.SendCommandAsync("/cancel", scan, limit.Token);

        var audited = await Strangers.AuditedAsync(host, limit.Token, least: 3);
        var cancels = audited.Where(row => row["command"]?.ToString() == "cancel").ToDictionary(row => row["user"]!.ToString(), row => row["outcome"]!.ToString());
        Assert.NotEqual("completed", cancels["U0SOMEBODY"]);
        Assert.Equal("completed", cancels[LoopbackSlack.User]);
    }

    [Theory]
    [InlineData("600", true, null)]
    [InlineData("644", true, "Slack:BotTokenFile can be read by everybody on this machine (mode 0644)")]
    [InlineData("666", false, "Slack:BotTokenFile can be written by others than its owner (mode 0666); type: chmod 600")]
    [InlineData("620", false, "Slack:BotTokenFile can be written by others than its owner (mode 0620); type: chmod 600")]
    public async Task Serve_FileOfASecret_IsWarnedOfOrRefusedByItsMode(string mode, bool starts, string? expected)
    {
        using var limit = Strangers.Limited();
        await using var slack = LoopbackSlack.Start();
        using var host = SlackParts.Host(slack, "Socket");
        var file = Path.Combine(Directory.CreateTempSubdirectory("dockerscan-it-").FullName, "token");
        await File.WriteAllTextAsync(file, LoopbackSlack.BotToken, limit.Token);
        File.SetUnixFileMode(file, (UnixFileMode)Convert.ToInt32(mode, 8));
        host.Environment.Remove("DOCKERSCAN__Slack__BotToken");
        host.Environment["DOCKERSCAN__Slack__BotTokenFile"] = file;
        try
        {
            string log;
            try
            {
                await using var serve = await ServeProcess.StartAsync(host, limit.Token);
                Assert.True(starts);
                await slack.WaitForConnectionsAsync(1, 1, limit.Token);
                log = serve.Log;
            }
            catch (InvalidOperationException ended)
            {
                Assert.False(starts, ended.Message);
                log = ended.Message;
            }

            Assert.Equal(expected is not null, log.Contains("Slack:BotTokenFile", StringComparison.Ordinal));
            Assert.Contains(expected ?? string.Empty, log, StringComparison.Ordinal);
            Assert.DoesNotContain(LoopbackSlack.BotToken, log, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact]
    public async Task Serve_DataFolderThatIsOpenOrAnothers_IsClosedOrRefused()
    {
        using var limit = Strangers.Limited();
        await using var slack = LoopbackSlack.Start();
        using var host = SlackParts.Host(slack, "Socket");
        const UnixFileMode Open = (UnixFileMode)0b111_101_101;
        File.SetUnixFileMode(host.Data, Open);
        Directory.CreateDirectory(Path.Combine(host.Data, "indexes"), Open);
        await using (var serve = await ServeProcess.StartAsync(host, limit.Token))
        {
            const UnixFileMode Closed = (UnixFileMode)0b111_000_000;
            Assert.Equal((Closed, Closed), (File.GetUnixFileMode(host.Data), File.GetUnixFileMode(Path.Combine(host.Data, "indexes"))));
        }

        Assert.SkipUnless(Environment.UserName == "root", "only root can give a folder away");
        using (var chown = Process.Start("chown", ["12345", host.Data]))
        {
            await chown.WaitForExitAsync(limit.Token);
        }

        var (exit, _, error) = await host.RunAsync("audit");
        Assert.NotEqual(0, exit);
        Assert.Contains($"belongs to user 12345, and this program runs as user 0; type: chown -R 0 {host.Data}", error, StringComparison.Ordinal);
    }

    // The id stands in the value of the card's button.
    private static string? FindScan(JsonObject card)
    {
        var match = System.Text.RegularExpressions.Regex.Match(card.ToJsonString(), "cancel[^a-z0-9]+(?<scan>[a-z0-9]{12})", System.Text.RegularExpressions.RegexOptions.NonBacktracking);
        return match.Success ? match.Groups["scan"].Value : null;
    }
}
