using DockerScan.Discord.Rest;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Discord.Tests.Rest;

public sealed class RateLimitsTests
{
    private static readonly DiscordRoute Post = DiscordRoute.Post("1");
    private readonly FakeTimeProvider _time = new();
    private readonly RateLimits _limits;

    public RateLimitsTests() => _limits = new RateLimits(_time);

    [Fact]
    public void Reserve_BucketEmpty_WaitsForItsReset()
    {
        _limits.Learn(Post, "hash", 1, TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.Zero, _limits.Reserve(Post));
        Assert.Equal(2.05, _limits.Reserve(Post).TotalSeconds, 3);
        _time.Advance(TimeSpan.FromSeconds(2.05));
        Assert.Equal(TimeSpan.Zero, _limits.Reserve(Post));
    }

    [Fact]
    public void Reserve_OtherChannel_HasItsOwnBucket()
    {
        _limits.Learn(Post, "hash", 0, TimeSpan.FromSeconds(2));

        Assert.NotEqual(TimeSpan.Zero, _limits.Reserve(Post));
        Assert.Equal(TimeSpan.Zero, _limits.Reserve(DiscordRoute.Post("2")));
    }

    [Fact]
    public void Reserve_GlobalPause_HoldsAllButInteractions()
    {
        _limits.Pause(Post, TimeSpan.FromSeconds(3), isGlobal: true);

        Assert.NotEqual(TimeSpan.Zero, _limits.Reserve(DiscordRoute.Application));
        Assert.Equal(TimeSpan.Zero, _limits.Reserve(DiscordRoute.Callback("1", "t")));
    }

    [Fact]
    public void Reserve_FiftyASecond_NoMore()
    {
        Assert.All(Enumerable.Range(0, RateLimits.GlobalPerSecond), _ => Assert.Equal(TimeSpan.Zero, _limits.Reserve(Post)));
        Assert.NotEqual(TimeSpan.Zero, _limits.Reserve(Post));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, _limits.Reserve(Post));
    }

    [Fact]
    public void Budget_ThousandInTenMinutes_IsSpentUntilTheyAreOver()
    {
        var budget = new InvalidRequestBudget(_time);
        for (var index = 0; index < InvalidRequestBudget.Limit; index++)
        {
            Assert.False(budget.IsSpent);
            budget.Count();
        }

        Assert.True(budget.IsSpent);
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.False(budget.IsSpent);
    }
}
