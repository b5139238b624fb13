using DockerScan.Sentinel.Capture;

namespace DockerScan.Sentinel.Tests.Capture;

public sealed class ConnectionBookTests
{
    private const int Syn = 2;
    private const int Push = 0x18;
    private readonly ConnectionBook _book = new();

    [Fact]
    public void IsForeign_ConnectionOfTheKernel_IsTheSinks()
    {
        Assert.False(IsForeign(40_000, Syn));
        Assert.False(IsForeign(40_000, Push));
        Assert.False(IsForeign(40_000, Push, "secret"));
    }

    [Fact]
    public void IsForeign_PacketsOfItsOwnMaking_AreNot()
    {
        Assert.True(IsForeign(40_001, Syn, "secret"));
        Assert.True(IsForeign(40_001, Push, "secret"));
        Assert.True(IsForeign(40_002, Push, "secret"));
    }

    [Fact]
    public void IsForeign_MoreThanAreRemembered_AreLookedAt()
    {
        for (var i = 0; i < ConnectionBook.Max; i++)
        {
            IsForeign(i & 0xffff, Syn, to: 1 + (i >> 16));
        }

        Assert.False(IsForeign(5, Syn, to: 9));
        Assert.True(IsForeign(5, Push, "secret", to: 9));
    }

    private bool IsForeign(int from, int flags, string? payload = null, int to = 443)
    {
        var frame = Frames.Tcp("172.17.0.2", from, "9.9.9.9", to, flags, payload is null ? null : System.Text.Encoding.ASCII.GetBytes(payload));
        return _book.IsForeign(FrameParser.Parse(frame)!.Value);
    }
}
