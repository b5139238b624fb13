using System.Diagnostics;
using Dapper;
using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Documents;
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

    /// <summary>Of 10,000 only those are read that can mean the repository: 100 by its name and 100 patterns. Ten times the 5 ms that it may cost, where others use the machine.</summary>
    [Fact]
    public async Task ListForAsync_TenThousand_CostsMilliseconds()
    {
        var store = await CreateAsync();
        var rows = Enumerable.Range(0, 10_000).Select(number =>
        {
            var one = AcceptanceSamples.Acceptance(number) with { Repository = number % 100 == 0 ? $"ghcr.io/team{number}/*" : $"docker.io/library/image{number % 100}" };
            return new { id = one.Id, repository = number % 100 == 0 ? string.Empty : one.Repository, ends = one.ExpiresAt!.Value.ToUnixTimeMilliseconds(), document = StoreJson.Write(one) };
        }).ToList();
        await _store.Database().WriteAsync(
            (connection, transaction) => connection.Execute("INSERT INTO acceptances (id, repository, ends_at, document) VALUES (@id, @repository, @ends, @document)", rows, transaction), Token);
        await store.ListForAsync("docker.io/library/image7", AcceptanceSamples.Start, Token);
        var best = TimeSpan.MaxValue;
        for (var run = 0; run < 5; run++)
        {
            var since = Stopwatch.GetTimestamp();
            Assert.Equal(200, (await store.ListForAsync("docker.io/library/image7", AcceptanceSamples.Start, Token)).Count);
            best = Stopwatch.GetElapsedTime(since) is var took && took < best ? took : best;
        }

        TestContext.Current.SendDiagnosticMessage($"200 of 10,000 acceptances read: {best.TotalMilliseconds:F1} ms");
        Assert.InRange(best, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    }

    protected override async Task<IAcceptanceStore> CreateAsync()
    {
        await _store.CreateAsync(Token);
        return new SqliteAcceptanceStore(_store.Database());
    }
}
