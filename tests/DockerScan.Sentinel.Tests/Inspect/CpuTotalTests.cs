using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class CpuTotalTests
{
    private readonly CpuTotal _total = new();

    [Fact]
    public void Ms_OwnOrWaitedFor_IsWhicheverIsMore()
    {
        Assert.Equal(30 * Clock.TickMs, _total.Ms([With(10, 0), With(20, 0)]));
        Assert.Equal(60 * Clock.TickMs, _total.Ms([With(10, 30), With(20, 0)]));
    }

    [Fact]
    public void Ms_ProcessThatEnded_StillCountsAndTheTotalNeverGetsLess()
    {
        var ended = With(50, 0);
        Assert.Equal(60 * Clock.TickMs, _total.Ms([ended, With(10, 0)]));

        _total.Exited(ended);

        Assert.Equal(61 * Clock.TickMs, _total.Ms([With(11, 0)]));
        Assert.Equal(61 * Clock.TickMs, _total.Ms([]));
    }

    private static Tracked With(long own, long children) => new(1, new ProcessFacts(1, 1, 0, 0, 0, null, "x", false, false, 0, 0), 0) { CpuTicks = own, ChildTicks = children };
}
