using DockerScan.Core;
using DockerScan.Discord.Answers;
using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;
using DockerScan.TestKit.Discord;

namespace DockerScan.Discord.Tests.Answers;

public sealed class ChannelOutletTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostAsync_SameMessageAgain_IsOneMessageAndAnotherIsAnother()
    {
        await using var discord = new DiscordHarness();
        var outlet = new ChannelOutlet(discord.Get<DiscordRest>(), new Ids(), LoopbackDiscord.Channel, answers: null);
        var first = Message("first");

        var posted = await outlet.PostAsync(first, null, Token);

        Assert.Equal(posted, await outlet.PostAsync(first, null, Token));
        Assert.NotEqual(posted, await outlet.PostAsync(Message("first"), null, Token));
        Assert.Equal(2, discord.Server.Messages.Count);
    }

    private static DiscordMessage Message(string title) => new() { Embeds = [new DiscordEmbed { Title = title }] };

    private sealed class Ids : IIdGenerator
    {
        private int _next;

        public string NewId() => FormattableString.Invariant($"nonce{++_next}");
    }
}
