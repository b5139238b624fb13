using DockerScan.Conversation.Delivery;
using DockerScan.TestKit.Channels;
using DockerScan.TestKit.Dummies;

namespace DockerScan.Conversation.Tests.Dummies;

/// <summary>The contract of channels on the dummy.</summary>
public sealed class DummyChannelTests : ChannelContract
{
    private readonly DummyChannel _channel = new(new Lazy<CommandRouter>(() => throw new NotSupportedException()));

    protected override IChannel Channel => _channel;

    protected override string Place => DummyChannel.Place;

    protected override string NowhereAddress => "7";

    protected override IReadOnlyList<string> Titles => [.. _channel.Messages.Select(message => message.Title)];
}
