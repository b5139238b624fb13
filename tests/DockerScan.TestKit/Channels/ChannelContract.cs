using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using Xunit;

namespace DockerScan.TestKit.Channels;

/// <summary>What every channel must hold. A test project derives one class per channel; each test gets a platform of its own.</summary>
public abstract class ChannelContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The channel, in front of its platform.</summary>
    protected abstract IChannel Channel { get; }

    /// <summary>A place where it may post.</summary>
    protected abstract string Place { get; }

    /// <summary>An address as the channel writes it, at which there is nothing.</summary>
    protected abstract string NowhereAddress { get; }

    /// <summary>The titles that are to be read on the platform, in order.</summary>
    protected abstract IReadOnlyList<string> Titles { get; }

    [Fact]
    public async Task PostUpdateReply_OneAddress_IsOneMessageAndAnotherBelowIt()
    {
        var address = await Channel.PostAsync(Place, "key1", Message("first"), Token);
        await Channel.UpdateAsync(address, Message("second"), Token);
        await Channel.ReplyAsync(address, Message("below"), Token);

        Assert.Equal(["second", "below"], Titles);
    }

    [Fact]
    public async Task PostAsync_OtherKeys_AreOtherMessages()
    {
        var first = await Channel.PostAsync(Place, "key1", Message("one"), Token);
        var second = await Channel.PostAsync(Place, "key2", Message("two"), Token);

        Assert.NotEqual(first, second);
        Assert.Equal(["one", "two"], Titles);
    }

    [Fact]
    public async Task UpdateAsync_Again_AddressStaysGood()
    {
        var address = await Channel.PostAsync(Place, null, Message("0"), Token);
        await Channel.UpdateAsync(address, Message("1"), Token);
        await Channel.UpdateAsync(address, Message("2"), Token);

        Assert.Equal(["2"], Titles);
    }

    [Fact]
    public async Task UpdateAsync_NothingThere_IsGone()
        => await Assert.ThrowsAsync<MessageGoneException>(() => Channel.UpdateAsync(NowhereAddress, Message("x"), Token));

    [Theory]
    [InlineData("")]
    [InlineData("no address")]
    [InlineData("../../x")]
    public async Task UpdateAsync_DamagedAddress_IsGone(string address)
        => await Assert.ThrowsAsync<MessageGoneException>(() => Channel.UpdateAsync(address, Message("x"), Token));

    [Fact]
    public void Platform_Name_IsAPlainWord() => Assert.Matches("^[a-z]+$", Channel.Platform);

    private static ChatMessage Message(string title) => new() { Title = title };
}
