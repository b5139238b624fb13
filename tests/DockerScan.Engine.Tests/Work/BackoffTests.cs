using DockerScan.Engine.Work;

namespace DockerScan.Engine.Tests.Work;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(-1, 30)]
    [InlineData(0, 30)]
    [InlineData(1, 60)]
    [InlineData(4, 480)]
    [InlineData(6, 1800)]
    [InlineData(int.MaxValue, 1800)]
    public void After_Failures_IsTwiceAsLongEachTimeUpToItsBound(int failures, int seconds)
        => Assert.Equal(TimeSpan.FromSeconds(seconds), new Backoff(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(30)).After(failures));
}
