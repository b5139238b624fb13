using DockerScan.Conversation.Messages;
using DockerScan.Discord.Answers;
using DockerScan.Discord.Wire;
using DockerScan.TestKit.Discord;

namespace DockerScan.Discord.Tests.Answers;

/// <summary>Discord took a message, its answer was lost, and Discord itself has forgotten the nonce: it is found by the id of its first button.</summary>
public sealed class LostAnswerTests
{
    private const string Key = "0123456789abcdef0123";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindAsync_NonceIsForgotten_IsWhereItWasPosted()
    {
        await using var discord = new DiscordHarness();
        var channel = discord.Get<DiscordChannel>();
        var address = await channel.PostAsync(LoopbackDiscord.Channel, Key, Card(), Token);
        await channel.PostAsync(LoopbackDiscord.Channel, "another0key0", Card(), Token);
        discord.Server.ForgetNonces();

        Assert.Equal(address, await channel.FindAsync(LoopbackDiscord.Channel, Key, Token));
        Assert.Null(await channel.FindAsync(LoopbackDiscord.Channel, "none00000000", Token));
        Assert.Equal(2, discord.Server.Messages.Count);
    }

    [Fact]
    public async Task FindAsync_WithoutThePermission_NobodyCanTell()
    {
        await using var discord = new DiscordHarness();
        var channel = discord.Get<DiscordChannel>();
        await channel.PostAsync(LoopbackDiscord.Channel, Key, Card(), Token);
        discord.Server.MayReadHistory = false;

        Assert.Null(await channel.FindAsync(LoopbackDiscord.Channel, Key, Token));
    }

    [Theory]
    [InlineData("findings k3x9q2m7w4#0123456789abcdef0123", "findings k3x9q2m7w4")]
    [InlineData("findings k3x9q2m7w4", "findings k3x9q2m7w4")]
    [InlineData("scan redis:7 #x", "scan redis:7 #x")]
    public void Without_AKey_IsTheCommand(string id, string command) => Assert.Equal(command, DiscordKeys.Without(id));

    private static ChatMessage Card() => new() { Title = "a card", Buttons = [new ChatButton(ChatButtonIds.Findings, "Findings", "findings k3x9q2m7w4")] };
}
