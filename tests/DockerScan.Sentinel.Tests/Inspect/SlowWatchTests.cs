using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class SlowWatchTests
{
    [Theory]
    [InlineData(5_000_000, 5, false)]
    [InlineData(900_000_000, 2000, false)]
    [InlineData(1_100_000_000, 1100, true)]
    [InlineData(5_000_000, 3000, true)]
    public void IsLate_WorkOfItsOwnOrALongStandstill(long workNs, long passedMs, bool expected) => Assert.Equal(expected, SlowWatch.IsLate(workNs, passedMs));
}
