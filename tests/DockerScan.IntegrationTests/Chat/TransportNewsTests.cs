using DockerScan.TestKit.Slack;

namespace DockerScan.IntegrationTests.Chat;

/// <summary>What an image does is on the card while it does it, and not only in the verdict.</summary>
[Trait("Category", "Engine")]
public sealed class TransportNewsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Slack_MinerLogsIn_CardSaysSoWhileItRuns()
    {
        HostProcess.RequireParts();
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DOCKERSCAN_SENTINEL")), "DOCKERSCAN_SENTINEL is not set; ./test.sh sets it");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        await using var slack = LoopbackSlack.Start();
        using var host = SlackParts.Host(slack, "Socket");
        await using var serve = await ServeProcess.StartAsync(host, limit.Token);
        await slack.WaitForConnectionsAsync(1, 1, limit.Token);

        await slack.SendCommandAsync("/scan", "dockerscan/sample-miner --window 12", limit.Token);

        var told = await slack.WaitForCallAsync(call => call.Succeeded && Has(call, "a miner logged in to"), limit.Token);
        Assert.True(Has(told, "cancel"), "a card that still works can be cancelled");
        var verdict = await slack.WaitForCallAsync(call => call.Succeeded && Has(call, "HIGH RISK"), limit.Token);
        Assert.Equal(told.Text("ts"), verdict.Text("ts"));
    }

    private static bool Has(SlackCallRecord call, string text) => call.Arguments.ToJsonString().Contains(text, StringComparison.Ordinal);
}
