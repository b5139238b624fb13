using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Sqlite.Cards;
using DockerScan.Sqlite.Database;
using DockerScan.Sqlite.Reputations;
using DockerScan.Sqlite.Scans;
using DockerScan.Sqlite.Watches;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Sqlite.Tests;

/// <summary>
/// Claiming, renewing and ending an item is one statement each, counted on the real connection: nothing of it needs a transaction over tables.
/// What goes with an end is written before it and found by nobody, or is brought on behind it.
/// </summary>
public sealed class StepsTests : IDisposable
{
    private static readonly ClaimWish Wish = new("worker", TimeSpan.FromMinutes(10));
    private static readonly Indicator Bad = new(IndicatorKind.Domain, "bad.site.net");
    private readonly TemporaryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Scan_ClaimRenewFinish_IsOneStatementEach()
    {
        var (scans, statements) = (await ScansAsync(out var database), TemporaryStore.Trace(database));
        await scans.EnqueueAsync(ScanSamples.Id(1), ScanSamples.Request(), ScanSamples.Start, Token);

        var claimed = await OneStatementAsync(statements, "UPDATE scans", () => scans.ClaimAsync(Wish, Token));
        Assert.Equal(LeaseAnswer.Held, await OneStatementAsync(statements, "UPDATE scans", () => scans.RenewAsync(claimed!.Claim, Wish.Lease, Token)));
        var before = Count(statements);
        Assert.Equal(LeaseAnswer.Held, await scans.FinishAsync(ScanSamples.Full(ScanSamples.Id(1)), claimed!.Claim, Token));

        // The result, whole, in a write of its own that touches no scan; then the one statement, by itself.
        var finish = Work(statements).Skip(before).ToList();
        Assert.StartsWith("UPDATE scans SET state = 'finished'", finish[^1], StringComparison.Ordinal);
        Assert.StartsWith("COMMIT", finish[^2], StringComparison.Ordinal);
        Assert.Equal(
            ["INSERT INTO results", "DELETE FROM findings", "INSERT INTO findings", "INSERT INTO findings"],
            finish[1..^2].Select(statement => string.Join(' ', statement.Split(' ')[..3])));
    }

    [Fact]
    public async Task Scan_FinishWithAnothersResultOrStop_IsOneStatementEach()
    {
        var (scans, statements) = (await ScansAsync(out var database), TemporaryStore.Trace(database));
        await scans.KeepResultAsync(ScanSamples.Result(ScanSamples.Id(1)), ScanSamples.Request(), Token);
        await scans.EnqueueAsync(ScanSamples.Id(2), ScanSamples.Request(), ScanSamples.Start, Token);
        await scans.EnqueueAsync(ScanSamples.Id(3), ScanSamples.Request("redis:8"), ScanSamples.Start, Token);
        var (second, third) = (await scans.ClaimAsync(ScanSamples.Id(2), Token), await scans.ClaimAsync(ScanSamples.Id(3), Token));

        Assert.Equal(LeaseAnswer.Held, await OneStatementAsync(statements, "UPDATE scans", () => scans.FinishWithAsync(ScanSamples.Id(1), second.Claim, Token)));
        Assert.Equal(LeaseAnswer.Held, await OneStatementAsync(statements, "UPDATE scans", () => scans.StopAsync(third.Claim, Token)));
    }

    [Fact]
    public async Task Lookup_ClaimRenewAnswer_IsOneStatementEach()
    {
        await ScansAsync(out var database);
        var (lookups, statements) = (new SqliteReputationStore(database), TemporaryStore.Trace(database));
        await lookups.EnqueueAsync(ScanSamples.Id(1), [new WantedLookup(Bad, 50, MustAsk: true)], isInteractive: true, "slack:T1/U1", ScanSamples.Start, Token);

        var claimed = await OneStatementAsync(statements, "UPDATE lookups", () => lookups.ClaimAsync(Wish, Token));
        Assert.Equal(LeaseAnswer.Held, await OneStatementAsync(statements, "UPDATE lookups", () => lookups.RenewAsync(claimed!.Claim, Wish.Lease, Token)));
        var before = Count(statements);
        Assert.Equal(LeaseAnswer.Held, await lookups.AnswerAsync(claimed!.Claim, Bad, ScanSamples.Report(), null, ScanSamples.Start, Token));

        // The first statement ends the look-up and holds the answer, by itself; what is behind it brings the answer on.
        var answer = Work(statements).Skip(before).ToList();
        Assert.StartsWith("UPDATE lookups SET answer = '{", answer[0], StringComparison.Ordinal);
        Assert.StartsWith("BEGIN", answer[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Card_ClaimRenewShown_IsOneStatementEach()
    {
        var scans = await ScansAsync(out var database);
        var (cards, statements) = (new SqliteCardStore(database), TemporaryStore.Trace(database));
        await scans.KeepResultAsync(ScanSamples.Result(ScanSamples.Id(1)), ScanSamples.Request(), Token);
        var card = new KeptCard("card", ScanSamples.Id(1), "slack", "C1", null, Joined: false, ReportLanguage.English);
        var kept = await OneStatementAsync(statements, "INSERT INTO cards", () => cards.KeepAsync(card, "who asked", Wish.Lease, Token));
        await OneStatementAsync(statements, "UPDATE cards", () => cards.ReleaseAsync(kept, TimeSpan.Zero, isFailure: false, Token));

        var claimed = await OneStatementAsync(statements, "UPDATE cards", () => cards.ClaimAsync(Wish with { Lane = "slack" }, Token));
        Assert.Equal(LeaseAnswer.Held, await OneStatementAsync(statements, "UPDATE cards", () => cards.RenewAsync(claimed!.Claim, Wish.Lease, Token)));
        Assert.Equal(LeaseAnswer.Held, await OneStatementAsync(statements, "UPDATE cards", () => cards.ShownAsync(claimed!.Claim, 0, Token)));
    }

    [Fact]
    public async Task Run_ClaimRenewEnd_IsOneStatementEach()
    {
        await ScansAsync(out var database);
        var (runs, statements) = (new SqliteWatchStore(database), TemporaryStore.Trace(database));
        await runs.PlanAsync("watch1", ScanSamples.Start, Token);

        var claimed = await OneStatementAsync(statements, "UPDATE watch_runs", () => runs.ClaimAsync(Wish, Token));
        Assert.Equal(LeaseAnswer.Held, await OneStatementAsync(statements, "UPDATE watch_runs", () => runs.RenewAsync(claimed!.Claim, Wish.Lease, Token)));
        var end = new WatchRunEnd(WatchRunOutcome.Ended, new WatchCounts());
        Assert.Equal(LeaseAnswer.Held, await OneStatementAsync(statements, "UPDATE watch_runs", () => runs.EndAsync(claimed!.Claim, end, Token)));
    }

    // Not how a connection is set up, and not what a statement does within itself.
    private static IEnumerable<string> Work(IReadOnlyList<string> statements)
        => statements.Select(statement => statement.Trim()).Where(statement => !statement.StartsWith("PRAGMA", StringComparison.Ordinal) && !statement.StartsWith("--", StringComparison.Ordinal));

    private static int Count(IReadOnlyList<string> statements) => Work(statements).Count();

    private static async Task<T> OneStatementAsync<T>(IReadOnlyList<string> statements, string beginning, Func<Task<T>> step)
    {
        var before = Count(statements);
        var answer = await step();
        Assert.StartsWith(beginning, Assert.Single(Work(statements).Skip(before)), StringComparison.Ordinal);
        return answer;
    }

    private Task<SqliteScanStore> ScansAsync(out SqliteDatabase database)
    {
        database = _store.Database();
        return MadeAsync(new SqliteScanStore(database, NullLogger<SqliteScanStore>.Instance));
    }

    private static async Task<SqliteScanStore> MadeAsync(SqliteScanStore store)
    {
        await store.InitializeAsync(Token);
        return store;
    }
}
