using DockerScan.Conversation.Replay;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Conversation.Tests.Replay;

public sealed class ReplayGuardTests
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeReplayStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAsync_AfterARestart_KnowsWhatTheProcessBeforeTook()
    {
        await using (var before = Guard())
        {
            Assert.Equal(RecentKeyResult.New, await before.AddAsync("a", Token));
            Assert.Equal(RecentKeyResult.Seen, await before.AddAsync("a", Token));
        }

        await using var after = Guard();
        Assert.Equal(RecentKeyResult.Seen, await after.AddAsync("a", Token));
        Assert.Equal(RecentKeyResult.New, await after.AddAsync("b", Token));
    }

    [Fact]
    public async Task AddAsync_ItsTimeIsOver_IsForgottenAlsoByTheStoreThatIsRead()
    {
        await using (var before = Guard())
        {
            await before.AddAsync("a", Token);
        }

        _time.Advance(Keep);

        await using var after = Guard();
        Assert.Equal(RecentKeyResult.New, await after.AddAsync("a", Token));
    }

    [Fact]
    public async Task AddAsync_OtherPlatform_IsAnother()
    {
        await using (var slack = Guard())
        {
            await slack.AddAsync("a", Token);
        }

        await using var discord = Guard("discord");
        Assert.Equal(RecentKeyResult.New, await discord.AddAsync("a", Token));
    }

    [Fact]
    public async Task AddAsync_StoreCannotBeRead_TakesNothingUntilItCan()
    {
        await using var guard = Guard();
        _store.Trouble = new InvalidOperationException("broken");

        Assert.Equal(RecentKeyResult.Full, await guard.AddAsync("a", Token));
        _store.Trouble = null;
        Assert.Equal(RecentKeyResult.New, await guard.AddAsync("a", Token));
    }

    [Fact]
    public async Task AddAsync_MoreThanRoom_TakesNothingNew()
    {
        await using var guard = Guard(capacity: 2);

        Assert.Equal(
            [RecentKeyResult.New, RecentKeyResult.New, RecentKeyResult.Full, RecentKeyResult.Seen],
            [await guard.AddAsync("a", Token), await guard.AddAsync("b", Token), await guard.AddAsync("c", Token), await guard.AddAsync("a", Token)]);
    }

    private ReplayGuard Guard(string source = "slack", int capacity = 100) => new(source, Keep, capacity, _store, _time, NullLogger<ReplayGuard>.Instance);
}
