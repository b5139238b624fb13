using DockerScan.Conversation.Delivery;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Conversation.Tests.Delivery;

public sealed class RepeatedTroubleTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void IsNews_SameForANight_IsSaidEveryTenMinutes()
    {
        var trouble = new RepeatedTrouble(_time);
        var said = 0;
        for (var second = 0; second < 3600; second += 5)
        {
            said += trouble.IsNews("no_connection") ? 1 : 0;
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(6, said);
    }

    [Fact]
    public void IsNews_AnotherTrouble_IsSaidAtOnce()
    {
        var trouble = new RepeatedTrouble(_time);

        Assert.True(trouble.IsNews("a"));
        Assert.True(trouble.IsNews("b"));
        Assert.False(trouble.IsNews("a"));
    }

    [Fact]
    public void IsNews_AfterItWasOver_IsSaidAtOnce()
    {
        var trouble = new RepeatedTrouble(_time);
        trouble.IsNews("a");

        trouble.Over();

        Assert.True(trouble.IsNews("a"));
    }
}
