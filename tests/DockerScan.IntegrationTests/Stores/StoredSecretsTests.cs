using System.Text.Json.Nodes;
using DockerScan.IntegrationTests.Chat;
using DockerScan.MongoLoopback;
using DockerScan.TestKit.Discord;
using DockerScan.TestKit.Slack;
using DockerScan.TestKit.VirusTotal;

namespace DockerScan.IntegrationTests.Stores;

/// <summary>
/// A secret of every kind goes through the whole program, and a thief steals the ones that are planted for it: a back-up of the store is read byte
/// by byte, and holds none. That it holds what was found is looked at first.
/// </summary>
[Trait("Category", "Engine")]
public sealed class StoredSecretsTests : IAsyncDisposable
{
    private const string Thief = "dockerscan/sample-token-thief";
    private const string Finished = "findings ";
    private readonly LoopbackMongo _server = MongoParts.Start();
    private readonly LoopbackSlack _slack = LoopbackSlack.Start();
    private readonly LoopbackDiscord _discord = LoopbackDiscord.Start();
    private readonly LoopbackVirusTotal _virusTotal = LoopbackVirusTotal.Start();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _slack.DisposeAsync();
        await _discord.DisposeAsync();
        await _virusTotal.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Serve_HasSecretsOfEveryKind_BackUpHoldsNone(bool isMongo)
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DOCKERSCAN_SENTINEL")), "DOCKERSCAN_SENTINEL is not set; ./test.sh sets it");
        using var limit = Strangers.Limited();
        _virusTotal.KnowsNetworks = true;
        using var host = SlackParts.Host(_slack, "Socket");
        var secrets = SecretParts.Put(host, _slack, _discord, _virusTotal);
        if (isMongo)
        {
            host.On(_server);
            secrets["the store's password"] = MongoParts.Password;
        }

        await UseAsync(host, secrets, limit.Token);

        var backup = await BackUpAsync(host, isMongo);
        Assert.All((string[])["sample-token-thief", "behavior.credential-access", LoopbackSlack.User, LoopbackDiscord.User, "soc"], text => Assert.True(SecretParts.Holds(backup, text), $"{text} is not there, so that nothing is proved"));
        Assert.Contains("planted", secrets.Keys);
        Assert.All(secrets, secret => Assert.True(secret.Value.Length > 8, $"{secret.Key} is no secret: {secret.Value}"));
        Assert.DoesNotContain(secrets, secret => SecretParts.Holds(backup, secret.Value));
    }

    // Both platforms are asked, a watch speaks to the webhook, and its message is tried.
    private async Task UseAsync(HostProcess host, Dictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        await using var serve = await ServeProcess.StartAsync(host, cancellationToken);
        await _slack.WaitForConnectionsAsync(1, 1, cancellationToken);
        await _discord.WaitForSessionsAsync(1, 0, cancellationToken);
        var command = _slack.CommandPayload("/scan", $"{Thief} --window 10");
        await _slack.DeliverAsync("slash_commands", command, accepts: true, cancellationToken);
        secrets["where Slack is answered"] = new Uri(command["response_url"]!.ToString()).PathAndQuery;
        secrets["what Slack is answered by"] = command["trigger_id"]!.ToString();
        secrets["an interaction's token"] = await _discord.SendCommandAsync("scan", [DiscordParts.Text("image", Thief), new JsonObject { ["name"] = "no-sandbox", ["type"] = 5, ["value"] = true }]);
        Assert.Equal(0, (await host.RunAsync("watch", $"{Thief}:latest", "nightly", "--to", "webhook:soc")).Exit);
        Assert.Equal(69, (await host.RunAsync("notify", "test", "soc", "--on", "webhook")).Exit);
        await _slack.WaitForCallAsync(call => call.Succeeded && call.Arguments.ToJsonString().Contains(Finished, StringComparison.Ordinal), cancellationToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!_discord.Messages.Any(message => message.ToJsonString().Contains(Finished, StringComparison.Ordinal)))
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        await Strangers.AuditedAsync(host, cancellationToken, least: 2);
        foreach (var (kind, value) in SecretParts.Stolen(host).Concat(SecretParts.Drawn(host)))
        {
            secrets[secrets.ContainsKey(kind) ? $"{kind} {secrets.Count}" : kind] = value;
        }

        await serve.StopAsync();
    }

    private async Task<byte[]> BackUpAsync(HostProcess host, bool isMongo)
    {
        if (isMongo)
        {
            return [.. _server.Dump().SelectMany(document => document)];
        }

        var file = Path.Combine(host.Data, "backup.db");
        Assert.Equal(0, (await host.RunAsync("store", "backup", file)).Exit);
        return await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
    }
}
