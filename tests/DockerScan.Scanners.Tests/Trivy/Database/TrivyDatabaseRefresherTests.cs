using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Database;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Trivy.Database;

[Collection(ChildProcesses.Name)]
public sealed class TrivyDatabaseRefresherTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly TrivyBed _bed;

    public TrivyDatabaseRefresherTests() => _bed = new TrivyBed(_time);

    [Fact]
    public async Task RefreshAsync_Current_StartsNothing()
    {
        TestDatabase.Write(_bed.Paths.Root, Now.AddHours(-3), Now.AddHours(3));
        _bed.Options.Path = "/does/not/exist";

        Assert.Equal(TrivyRefreshOutcome.Current, (await RefreshAsync()).Outcome);
    }

    [Fact]
    public async Task RefreshAsync_ConfiguredDatabase_IsNotOurs()
    {
        _bed.Options.DatabasePath = _bed.Folder["mine"];

        Assert.Equal(TrivyRefreshOutcome.NotApplicable, (await RefreshAsync()).Outcome);
    }

    [Fact]
    public async Task RefreshAsync_Due_SwapsTheNewOneIn()
    {
        TestDatabase.Write(_bed.Paths.Root, Now.AddDays(-2), Now.AddDays(-1));
        TestDatabase.Write(_bed.Folder["new"], Now.AddHours(-1), Now.AddHours(5));
        _bed.WriteStub($"mkdir -p $cache; cp -r {_bed.Folder["new"]}/db $cache/");

        var result = await RefreshAsync();

        Assert.Equal(new TrivyRefreshResult(TrivyRefreshOutcome.Refreshed, "a newer database is in place", Now.AddHours(-1)), result);
        Assert.Empty(Directory.GetDirectories(_bed.Paths.Root, "staging-*"));
    }

    [Theory]
    [InlineData("echo '2026 FATAL no route to host' >&2; exit 1", "no route to host")]
    [InlineData("exit 0", "there is none")]
    [InlineData("mkdir -p $cache/db; head -c 5000 /dev/zero > $cache/db/trivy.db", "no valid head")]
    public async Task RefreshAsync_Fails_KeepsTheLastGoodOne(string body, string reason)
    {
        TestDatabase.Write(_bed.Paths.Root, Now.AddDays(-2), Now.AddDays(-1));
        _bed.WriteStub(body);

        var result = await RefreshAsync();

        Assert.Equal(TrivyRefreshOutcome.Failed, result.Outcome);
        Assert.Contains(reason, result.Detail, StringComparison.Ordinal);
        Assert.Equal(Now.AddDays(-2), result.UpdatedAt);
        Assert.True(_bed.Inspector.Inspect(_bed.Paths.Root).IsUsable);
    }

    [Fact]
    public async Task RefreshForScanAsync_AfterAFailure_IsNotTriedAgainWithinTheHour()
    {
        _bed.WriteStub($"echo x >> {_bed.Folder["count"]}; exit 1");
        await RefreshForScanAsync();

        var second = await RefreshForScanAsync();
        _time.Advance(TimeSpan.FromMinutes(61));
        await RefreshForScanAsync();

        Assert.Contains("tried 0 h ago", second.Detail, StringComparison.Ordinal);
        Assert.Equal(2, (await File.ReadAllLinesAsync(_bed.Folder["count"], TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task RefreshForScanAsync_NothingNewerPublished_IsNotTriedAgainWithinTheHour()
    {
        TestDatabase.Write(_bed.Folder["new"], Now.AddDays(-2), Now.AddDays(-1));
        _bed.WriteStub($"echo x >> {_bed.Folder["count"]}; mkdir -p $cache; cp -r {_bed.Folder["new"]}/db $cache/");

        await RefreshForScanAsync();
        var second = await RefreshForScanAsync();

        Assert.Equal(TrivyRefreshOutcome.Current, second.Outcome);
        Assert.Single(await File.ReadAllLinesAsync(_bed.Folder["count"], TestContext.Current.CancellationToken));
    }

    public void Dispose() => _bed.Dispose();

    private Task<TrivyRefreshResult> RefreshAsync() => _bed.Refresher.RefreshAsync(TestContext.Current.CancellationToken);

    private Task<TrivyRefreshResult> RefreshForScanAsync() => _bed.Refresher.RefreshForScanAsync(TestContext.Current.CancellationToken);
}
