using DockerScan.Conversation.Delivery;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Conversation.Tests.Delivery;

public sealed class ChannelPacerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Wait_SameChannel_OneASecondInOrder()
    {
        var pacer = new ChannelPacer(Second, _time);
        var first = pacer.WaitAsync("C1", TestContext.Current.CancellationToken);
        var second = pacer.WaitAsync("C1", TestContext.Current.CancellationToken);
        var third = pacer.WaitAsync("C1", TestContext.Current.CancellationToken);

        Assert.True(await first);
        Assert.False(second.IsCompleted);
        _time.Advance(Second);
        Assert.True(await second);
        Assert.False(third.IsCompleted);
        _time.Advance(Second);
        Assert.True(await third);
    }

    [Fact]
    public void Wait_OtherChannel_DoesNotWait()
    {
        var pacer = new ChannelPacer(Second, _time);

        Assert.True(pacer.TryTake("C1"));
        Assert.False(pacer.TryTake("C1"));
        Assert.True(pacer.WaitAsync("C2", TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Wait_TooMany_AreRefusedAtOnce()
    {
        var pacer = new ChannelPacer(Second, _time);
        var waiting = Enumerable.Range(0, ChannelPacer.MaxWaiting + 1).Select(_ => pacer.WaitAsync("C1", TestContext.Current.CancellationToken)).ToList();

        Assert.False(await pacer.WaitAsync("C1", TestContext.Current.CancellationToken));

        _time.Advance(ChannelPacer.MaxWaiting * Second);
        Assert.All(await Task.WhenAll(waiting), Assert.True);
    }
}
