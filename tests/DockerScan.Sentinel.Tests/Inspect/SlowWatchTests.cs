using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class SlowWatchTests
{
    [Theory]
    [InlineData(5_000_000, 5, 0, false)]
    [InlineData(900_000_000, 2000, 900, false)]
    [InlineData(1_100_000_000, 1100, 0, true)]
    [InlineData(5_000_000, 3000, 0, true)]
    [InlineData(5_000_000, 5, 1100, true)]
    public void IsLate_WorkOfItsOwnOrALongStandstillOrMoreThanItGetsTo(long workNs, long passedMs, long behindMs, bool expected)
        => Assert.Equal(expected, SlowWatch.IsLate(workNs, passedMs, behindMs));
}
