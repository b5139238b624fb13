using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class LookTimingTests
{
    [Fact]
    public void NextReread_NothingHappens_SoonFirstThenSeldom()
    {
        var pauses = new List<int>();
        for (var last = 0; pauses.Count < 6; pauses.Add(last))
        {
            last = LookTiming.NextReread(last);
        }

        Assert.Equal([20, 40, 80, 160, 250, 250], pauses);
    }

    [Theory]
    [InlineData(100_000, 20)]
    [InlineData(10_000_000, 100)]
    [InlineData(900_000_000, 250)]
    public void SweepPause_ByItsCost_Bounded(long sweepNs, long expectedMs) => Assert.Equal(expectedMs, LookTiming.SweepPause(sweepNs));

    [Theory]
    [InlineData(5, 100, false)]
    [InlineData(60, 64, false)]
    [InlineData(60, 65, true)]
    [InlineData(250, 1, false)]
    [InlineData(251, 1, true)]
    [InlineData(10_000, 0, false)]
    public void IsLoss_ByPauseAndNumber(long pauseMs, int missed, bool expected) => Assert.Equal(expected, LookTiming.IsLoss(pauseMs, missed));
}
