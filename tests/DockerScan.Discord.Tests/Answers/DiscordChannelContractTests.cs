using DockerScan.Conversation.Delivery;
using DockerScan.Discord.Answers;
using DockerScan.TestKit.Channels;
using DockerScan.TestKit.Discord;

namespace DockerScan.Discord.Tests.Answers;

/// <summary>The contract of channels on Discord.</summary>
public sealed class DiscordChannelContractTests : ChannelContract, IAsyncLifetime
{
    private readonly DiscordHarness _discord = new();

    protected override IChannel Channel => _discord.Get<DiscordChannel>();

    protected override string Place => LoopbackDiscord.Channel;

    protected override string NowhereAddress => $"{LoopbackDiscord.Channel}/1";

    protected override IReadOnlyList<string> Titles => [.. _discord.Server.Messages.Select(message => message["embeds"]![0]!["title"]!.ToString())];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _discord.DisposeAsync();
}
