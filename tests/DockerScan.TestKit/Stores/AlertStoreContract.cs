using DockerScan.Core.Alerts;
using DockerScan.Core.Stores;
using Xunit;
using static DockerScan.TestKit.Stores.AlertSamples;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.TestKit.Stores;

/// <summary>What every store of alerts must hold. A test project derives one class per store; each test gets data of its own.</summary>
public abstract class AlertStoreContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An initialised store. Every call in one test gives another instance on the same data, as another process would have.</summary>
    protected abstract Task<IAlertStore> CreateAsync();

    /// <summary>The scans in the same data.</summary>
    protected abstract Task<IScanStore> CreateScansAsync();

    [Fact]
    public async Task ReadAsync_NoneYet_IsAnEmptyBook()
    {
        var book = await (await CreateAsync()).ReadAsync("watch000001", Token);

        Assert.Equal(("watch000001", 0, 0), (book.WatchId, book.Revision, book.Entries.Count));
    }

    [Fact]
    public async Task KeepAsync_BookAndAlert_AreReadBackWhole()
    {
        Filled.AssertEveryProperty(Full());
        Filled.AssertEveryProperty(FullBook());
        Assert.True(await (await CreateAsync()).KeepAsync(FullBook() with { Revision = 0 }, [Full()], Token));

        var store = await CreateAsync();
        Assert.Equivalent(FullBook(), await store.ReadAsync("watch000001", Token), strict: true);
        Assert.Equivalent(Full(), await store.FindAsync(Full().Id, Token), strict: true);
        Assert.Null(await store.FindAsync(Id(404), Token));
    }

    [Fact]
    public async Task KeepAsync_SomebodyWroteInBetween_WritesNothing()
    {
        var store = await CreateAsync();
        var book = await store.ReadAsync("watch000001", Token);
        Assert.True(await store.KeepAsync(book, [], Token));

        Assert.False(await (await CreateAsync()).KeepAsync(book, [Alert()], Token));

        Assert.Null(await store.FindAsync(Alert().Id, Token));
        Assert.Equal(1, (await store.ReadAsync("watch000001", Token)).Revision);
        Assert.True(await store.KeepAsync(await store.ReadAsync("watch000001", Token), [Alert()], Token));
    }

    [Fact]
    public async Task ListOwedAsync_UntilRelayed_AndAgainWhenItChanges()
    {
        var store = await CreateAsync();
        await store.KeepAsync(new AlertBook { WatchId = "watch000001" }, [Alert()], Token);
        Assert.Equal((Alert().Id, -1), Owed(Assert.Single(await ListAsync())));

        await store.RelayedAsync(Alert().Id, 0, Token);
        Assert.Empty(await ListAsync());
        await store.KeepAsync(await store.ReadAsync("watch000001", Token), [Alert() with { Revision = 1 }], Token);

        Assert.Equal((Alert().Id, 0), Owed(Assert.Single(await ListAsync())));
        await store.RelayedAsync(Alert().Id, 1, Token);
        await store.RelayedAsync(Alert().Id, 0, Token);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task ListOwedAsync_OfADatabaseAlone_WaitsForOthers()
    {
        var store = await CreateAsync();
        await store.KeepAsync(new AlertBook { WatchId = "watch000001" }, [Alert(database: "db 2"), Alert("watch000001@2")], Token);

        Assert.Equal(Alert("watch000001@2").Id, Assert.Single(await store.ListOwedAsync(10, TimeSpan.FromHours(1), Token)).Alert.Id);
        Assert.Equal(2, (await ListAsync()).Count);
        Assert.Single(await store.ListOwedAsync(1, TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task ListOwedAsync_OneThatWaits_IsNotOwedBeforeItsMoment()
    {
        var store = await CreateAsync();
        var (now, later) = (TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow().AddHours(1));
        await store.KeepAsync(new AlertBook { WatchId = "watch000001" }, [Alert() with { NotBefore = now }, Alert("watch000001@2") with { NotBefore = later }], Token);

        Assert.Equal(Alert().Id, Assert.Single(await ListAsync()).Alert.Id);
    }

    [Fact]
    public async Task ListHeldAsync_SaysAllOfAMomentAlsoWhatWasRelayed()
    {
        var store = await CreateAsync();
        var moment = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123);
        await store.KeepAsync(new AlertBook { WatchId = "watch000001" }, [Alert() with { NotBefore = moment }, Alert("watch000001@2") with { NotBefore = moment.AddMinutes(1) }, Alert("watch000001@3")], Token);
        await store.KeepAsync(new AlertBook { WatchId = "watch000002" }, [Alert("watch000002@1", "watch000002") with { NotBefore = moment }], Token);
        await store.PutAsync(Alert("digest", watch: string.Empty) with { NotBefore = moment }, Token);
        await store.RelayedAsync(Alert().Id, 0, Token);

        Assert.Equal(["watch000001", "watch000002"], (await (await CreateAsync()).ListHeldAsync(moment, Token)).Select(alert => alert.WatchId));
        Assert.Empty(await store.ListHeldAsync(moment.AddHours(1), Token));
    }

    [Fact]
    public async Task PutAsync_AsOldAsTheStoredOne_ChangesNothing()
    {
        var store = await CreateAsync();
        var shock = Alert("database|db 2", watch: string.Empty, database: "db 2");
        Assert.True(await store.PutAsync(shock, Token));
        Assert.False(await store.PutAsync(shock with { Image = "other" }, Token));
        Assert.True(await store.PutAsync(shock with { Image = "other", Revision = 1 }, Token));

        Assert.Equal("other", (await store.FindAsync(shock.Id, Token))?.Image);
    }

    [Fact]
    public async Task ListByDatabaseAsync_IsOfWatchesAndOfThatDatabase()
    {
        var store = await CreateAsync();
        await store.KeepAsync(new AlertBook { WatchId = "watch000001" }, [Alert(database: "db 2")], Token);
        await store.KeepAsync(new AlertBook { WatchId = "watch000002" }, [Alert("watch000002@1", "watch000002", "db 2"), Alert("watch000002@2", "watch000002", "db 3")], Token);
        await store.PutAsync(Alert("database|db 2", watch: string.Empty, database: "db 2"), Token);

        Assert.Equal(["watch000001", "watch000002"], (await store.ListByDatabaseAsync("db 2", Token)).Select(alert => alert.WatchId));
    }

    [Fact]
    public async Task FindStoryAsync_SaysTheFirstScanAndEachWatchOfIt()
    {
        var (store, scans) = (await CreateAsync(), await CreateScansAsync());
        var result = ScanSamples.Full(Id(5)) with { Revision = 0 };
        await scans.KeepResultAsync(result, Request(result.Reference.ToString()), Token);
        await store.KeepAsync(FullBook() with { Revision = 0 }, [], Token);
        await store.KeepAsync(FullBook("watch000002") with { Revision = 0 }, [], Token);

        Assert.Equal(["watch000001", "watch000002"], (await store.FindStoryAsync("0123456789abcdef", Token)).Books.Select(part => part.WatchId));
        Assert.Equal(Id(5), (await store.FindStoryAsync(result.Findings[0].Key, Token)).First);
        var none = await store.FindStoryAsync("ffffffffffffffff", Token);
        Assert.Equal((null, 0), (none.First, none.Books.Count));
    }

    [Fact]
    public async Task PruneAsync_OldAlertsAndBooksOfNoWatch_AreForgotten()
    {
        var store = await CreateAsync();
        await store.KeepAsync(new AlertBook { WatchId = "watch000404" }, [Alert()], Token);

        await store.PruneAsync(TimeProvider.System.GetUtcNow().AddDays(59), Token);
        Assert.NotNull(await store.FindAsync(Alert().Id, Token));
        Assert.Equal(0, (await store.ReadAsync("watch000404", Token)).Revision);

        await store.PruneAsync(TimeProvider.System.GetUtcNow().AddDays(61), Token);
        Assert.Null(await store.FindAsync(Alert().Id, Token));
    }

    private static (Core.ScanId, int) Owed(OwedAlert owed) => (owed.Alert.Id, owed.Relayed);

    private async Task<IReadOnlyList<OwedAlert>> ListAsync() => await (await CreateAsync()).ListOwedAsync(10, TimeSpan.Zero, Token);
}
