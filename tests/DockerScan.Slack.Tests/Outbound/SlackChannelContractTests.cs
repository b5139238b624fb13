using DockerScan.Conversation.Delivery;
using DockerScan.Slack.Outbound;
using DockerScan.TestKit.Channels;
using DockerScan.TestKit.Slack;

namespace DockerScan.Slack.Tests.Outbound;

/// <summary>The contract of channels on Slack.</summary>
public sealed class SlackChannelContractTests : ChannelContract, IAsyncLifetime
{
    private readonly SlackHarness _slack = new();

    protected override IChannel Channel => _slack.Get<SlackChannel>();

    protected override string Place => LoopbackSlack.Channel;

    protected override string NowhereAddress => $"{LoopbackSlack.Channel}/1700000000.000100";

    protected override IReadOnlyList<string> Titles => [.. _slack.Server.Calls
        .Where(call => call.Method == "chat.postMessage").Select(call => _slack.Server.Message(call.Answer["ts"]!.ToString())!["text"]!.ToString())];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slack.DisposeAsync();
}
