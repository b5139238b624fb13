using DockerScan.Core.Stores;
using DockerScan.Sqlite.Reputations;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Sqlite.Tests.Reputations;

/// <summary>The contract of work on SQLite.</summary>
public sealed class SqliteLookupLeasesTests : LookupLeasesContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task ClaimAsync_ClockWentBackADay_LeaseOfThatTimeDoesNotHold()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        _store.Clock = clock;
        await AddAsync(1);
        var before = await ClaimedAsync(Owner, Lasting);
        clock.AdjustTime(clock.GetUtcNow().AddDays(-1));
        Assert.Null(await (await CreateAsync()).ClaimAsync(Wish(Other, TimeSpan.FromDays(2)) with { Only = before.Claim.Item }, Token));

        var after = await (await CreateAsync()).ClaimAsync(Wish(Other, Lasting) with { Only = before.Claim.Item }, Token);

        Assert.True(after!.Claim.Fence > before.Claim.Fence);
    }

    protected override async Task<IReputationStore> CreateLookupsAsync()
    {
        await _store.CreateAsync(Token);
        return new SqliteReputationStore(_store.Database());
    }
}
