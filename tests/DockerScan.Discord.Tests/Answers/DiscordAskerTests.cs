using System.Collections.Concurrent;
using DockerScan.Conversation.Messages;
using DockerScan.Discord.Answers;
using DockerScan.Discord.Inbound;
using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;
using DockerScan.TestKit.Discord;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Discord.Tests.Answers;

public sealed class DiscordAskerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tell_BeforeItIsAccepted_GoesToThePersonAloneOrNowhere(bool isInTime)
    {
        await using var discord = new DiscordHarness();
        var reply = new FakeReply(() => isInTime);

        await Asker(discord, reply).TellAsync(new ChatMessage { Title = "Not allowed" }, Token);

        var callback = Assert.Single(reply.Given);
        Assert.Equal((4, 64, "Not allowed"), (callback.Type, callback.Data!.Flags!.Value, callback.Data.Embeds[0].Title));
        Assert.Empty(discord.Server.Messages);
    }

    [Fact]
    public async Task TryAccept_InTime_DefersOpenly()
    {
        await using var discord = new DiscordHarness();
        var reply = new FakeReply(() => true);

        Assert.True(await Asker(discord, reply).TryAcceptAsync(Token));

        Assert.Equal([DiscordCallback.Deferred], reply.Given);
    }

    [Fact]
    public async Task TryAccept_TooLateOrRefused_IsFalse()
    {
        await using var discord = new DiscordHarness();

        Assert.False(await Asker(discord, new FakeReply(() => false)).TryAcceptAsync(Token));
        Assert.False(await Asker(discord, new FakeReply(() => throw new DiscordException(DiscordProblem.NotFound, "gone"))).TryAcceptAsync(Token));
    }

    [Fact]
    public async Task TryAccept_Message_NeedsNoAnswer()
    {
        await using var discord = new DiscordHarness();

        Assert.True(await Asker(discord, null).TryAcceptAsync(Token));
    }

    [Fact]
    public void For_Interaction_PlaceNamesItAndKeepsNoToken()
    {
        var place = new DiscordPlace("300000000000000001", "7", null).ToString();

        Assert.Equal("300000000000000001/i/7", place);
        Assert.DoesNotContain("token", new DiscordInteraction("7", "9", "token-9", DateTimeOffset.UnixEpoch).ToString(), StringComparison.Ordinal);
    }

    private static DiscordAsker Asker(DiscordHarness discord, IInteractionReply? reply)
        => new(discord.Get<DiscordChannel>(), new DiscordPlace(LoopbackDiscord.Channel, null, null), reply, NullLogger.Instance);

    private sealed class FakeReply(Func<bool> take) : IInteractionReply
    {
        public ConcurrentQueue<DiscordCallback> Given { get; } = [];

        public Task<bool> TryGiveAsync(DiscordCallback callback, CancellationToken cancellationToken)
        {
            Given.Enqueue(callback);
            return Task.FromResult(take());
        }
    }
}
