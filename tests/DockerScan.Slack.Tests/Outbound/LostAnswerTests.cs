using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core.Health;
using DockerScan.Slack.Outbound;
using DockerScan.TestKit.Slack;

namespace DockerScan.Slack.Tests.Outbound;

/// <summary>Slack took a message, and its answer was lost: it is found by its metadata, where the app may look.</summary>
public sealed class LostAnswerTests
{
    private const string Key = "0123456789abcdef0123";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(LoopbackSlack.Channel)]
    [InlineData(LoopbackSlack.Channel + "/1700000000.000100")]
    public async Task FindAsync_AnswerToThePostWasLost_IsWhereItWasPosted(string place)
    {
        await using var slack = new SlackHarness();
        var channel = slack.Get<SlackChannel>();
        await channel.PostAsync(place, "another0key0", new ChatMessage { Title = "before" }, Token);
        slack.Server.Fail("chat.postMessage", SlackFault.AnswerLost);
        await Assert.ThrowsAsync<ChannelAwayException>(() => channel.PostAsync(place, Key, new ChatMessage { Title = "lost" }, Token));

        var found = await channel.FindAsync(place, Key, Token);

        Assert.NotNull(found);
        await channel.UpdateAsync(found, new ChatMessage { Title = "edited" }, Token);
        Assert.Equal(found, await channel.FindAsync(place, Key, Token));
        Assert.Null(await channel.FindAsync(place, "none00000000", Token));
        Assert.Equal(2, slack.Server.Calls.Count(call => call.Method == "chat.postMessage"));
    }

    [Fact]
    public async Task FindAsync_WithoutTheScope_NobodyCanTellAndTheDoctorNamesIt()
    {
        await using var slack = new SlackHarness();
        slack.Server.Scopes.Remove("channels:history");
        var channel = slack.Get<SlackChannel>();
        await channel.PostAsync(LoopbackSlack.Channel, Key, new ChatMessage { Title = "there" }, Token);

        Assert.Null(await channel.FindAsync(LoopbackSlack.Channel, Key, Token));

        var reports = await slack.Get<IHealthProbe>().ProbeAsync(Token);
        Assert.Contains(reports, report => report.Status == HealthStatus.Degraded && report.Detail.Contains("channels:history", StringComparison.Ordinal));
    }
}
