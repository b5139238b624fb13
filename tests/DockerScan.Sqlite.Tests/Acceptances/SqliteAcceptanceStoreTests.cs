using Dapper;
using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Sqlite.Acceptances;
using DockerScan.TestKit.Stores;

namespace DockerScan.Sqlite.Tests.Acceptances;

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteAcceptanceStoreTests : AcceptanceStoreContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    /// <summary>A record that cannot be read silences nothing: the list fails, and is never one without it.</summary>
    [Theory]
    [InlineData("UPDATE acceptances SET document = '{\"id\":\"x\"}'")]
    [InlineData("UPDATE acceptances SET document = replace(document, '\"scope\":\"finding\"', '\"scope\":\"everything\"')")]
    [InlineData("UPDATE acceptances SET removal = '{}'")]
    public async Task ListAsync_DamagedRecord_Throws(string damage)
    {
        var store = await CreateAsync();
        await store.AddAsync(AcceptanceSamples.Acceptance(1), Token);
        await _store.Database().RunAsync(connection => connection.Execute(damage), Token);

        await Assert.ThrowsAsync<EngineException>(() => store.ListAsync(AcceptanceSamples.Start, Token));
        await Assert.ThrowsAsync<EngineException>(() => store.ListForAsync("docker.io/library/redis", AcceptanceSamples.Start, Token));
    }

    protected override async Task<IAcceptanceStore> CreateAsync()
    {
        await _store.CreateAsync(Token);
        return new SqliteAcceptanceStore(_store.Database());
    }
}
