using DockerScan.Core.Stores;
using DockerScan.Sqlite.Reputations;
using DockerScan.TestKit.Stores;

namespace DockerScan.Sqlite.Tests.Reputations;

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteReputationStoreTests : ReputationStoreContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    [Fact]
    public async Task GetStateAsync_NoFile_IsEmptyAndMakesNone()
    {
        var state = await new SqliteReputationStore(_store.Database()).GetStateAsync("a", ScanSamples.Start, Token);

        Assert.Equal(new QuotaState(0, 0, null, null, 0), state);
        Assert.False(System.IO.File.Exists(_store.Path));
    }

    public void Dispose() => _store.Dispose();

    protected override async Task<IReputationStore> CreateAsync()
    {
        await CreateScansAsync();
        return new SqliteReputationStore(_store.Database());
    }

    protected override Task<IScanStore> CreateScansAsync() => _store.CreateAsync(Token);
}
