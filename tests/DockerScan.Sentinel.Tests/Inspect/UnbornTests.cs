using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class UnbornTests
{
    [Fact]
    public void Retry_ProcessAppearsLater_IsFoundOnce()
    {
        var unborn = new Unborn();
        unborn.Add(7, now: 100);

        Assert.False(unborn.Retry(101, _ => false));
        Assert.True(unborn.Retry(102, pid => pid == 7));
        Assert.False(unborn.Retry(103, _ => throw new InvalidOperationException("asked for again")));
    }

    [Fact]
    public void Retry_ProcessNeverAppears_IsGivenUpAfterItsLife()
    {
        var unborn = new Unborn();
        unborn.Add(7, now: 100);
        var asked = 0;

        for (var now = 101; now <= 300; now++)
        {
            unborn.Retry(now, _ => asked++ < 0);
        }

        Assert.Equal(Unborn.LifeMs, asked);
    }

    [Fact]
    public void Add_TooMany_IsBounded()
    {
        var unborn = new Unborn();
        for (var pid = 1; pid <= Unborn.Max * 2; pid++)
        {
            unborn.Add(pid, now: 0);
        }

        var asked = 0;
        unborn.Retry(1, _ => asked++ < 0);

        Assert.Equal(Unborn.Max, asked);
    }
}
