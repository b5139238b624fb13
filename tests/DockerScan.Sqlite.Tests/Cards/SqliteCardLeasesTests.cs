using DockerScan.Core.Stores;
using DockerScan.Sqlite.Cards;
using DockerScan.TestKit.Stores;

namespace DockerScan.Sqlite.Tests.Cards;

/// <summary>The contract of work on SQLite.</summary>
public sealed class SqliteCardLeasesTests : CardLeasesContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public Task ClaimAsync_ClockWentBackADay_LeaseOfThatTimeDoesNotHold() => AssertLeaseOfATimeAheadDoesNotHoldAsync(_store.SetClockThatGoesBack());

    protected override async Task<ICardStore> CreateCardsAsync()
    {
        await CreateScansAsync();
        return new SqliteCardStore(_store.Database());
    }

    protected override Task<IScanStore> CreateScansAsync() => _store.CreateAsync(Token);
}
