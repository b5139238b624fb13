using DockerScan.Core.Stores;
using DockerScan.Sqlite.Replay;

namespace DockerScan.Sqlite.Tests.Replay;

public sealed class SqliteReplayStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly TemporaryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task ListAsync_Kept_AreThoseOfTheSourceWhoseTimeIsNotOver()
    {
        var store = await CreateAsync();
        await store.AddAsync("slack", [Request("a", 1), Request("b", 9), Request("c", 5)], Now, Token);
        await store.AddAsync("discord", [Request("a", 9)], Now, Token);

        Assert.Equal([Request("c", 5), Request("b", 9)], await store.ListAsync("slack", Now.AddMinutes(1), 10, Token));
        Assert.Equal([Request("b", 9)], await store.ListAsync("slack", Now, 1, Token));
        Assert.Equal([Request("a", 9)], await store.ListAsync("discord", Now, 10, Token));
    }

    [Fact]
    public async Task AddAsync_Twice_TheFirstStays()
    {
        var store = await CreateAsync();
        await store.AddAsync("slack", [Request("a", 5)], Now, Token);

        await store.AddAsync("slack", [Request("a", 9), Request("a", 7)], Now, Token);

        Assert.Equal([Request("a", 5)], await store.ListAsync("slack", Now, 10, Token));
    }

    [Fact]
    public async Task AddAsync_Later_ForgetsThoseWhoseTimeIsOver()
    {
        var store = await CreateAsync();
        await store.AddAsync("slack", [.. Enumerable.Range(0, 1000).Select(number => Request($"k{number}", 5))], Now, Token);

        await store.AddAsync("slack", [Request("new", 20)], Now.AddMinutes(5), Token);

        Assert.Equal(1, await _store.Database().RunAsync(connection => Dapper.SqlMapper.ExecuteScalar<int>(connection, "SELECT count(*) FROM seen_requests"), Token));
    }

    private static SeenRequest Request(string key, int minutes) => new(key, Now.AddMinutes(minutes));

    private async Task<SqliteReplayStore> CreateAsync()
    {
        await _store.CreateAsync(Token);
        return new SqliteReplayStore(_store.Database());
    }
}
