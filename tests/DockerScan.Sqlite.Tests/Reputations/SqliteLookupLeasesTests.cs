using DockerScan.Core.Stores;
using DockerScan.Sqlite.Reputations;
using DockerScan.TestKit.Stores;

namespace DockerScan.Sqlite.Tests.Reputations;

/// <summary>The contract of work on SQLite.</summary>
public sealed class SqliteLookupLeasesTests : LookupLeasesContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public Task ClaimAsync_ClockWentBackADay_LeaseOfThatTimeDoesNotHold() => AssertLeaseOfATimeAheadDoesNotHoldAsync(_store.SetClockThatGoesBack());

    protected override async Task<IReputationStore> CreateLookupsAsync()
    {
        await _store.CreateAsync(Token);
        return new SqliteReputationStore(_store.Database());
    }
}
