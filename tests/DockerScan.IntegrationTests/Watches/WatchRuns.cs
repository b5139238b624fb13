using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Mongo;
using DockerScan.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.IntegrationTests.Watches;

/// <summary>Plans runs in the store of a program that serves, as its scheduler does, and waits for their end.</summary>
internal static class WatchRuns
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(80);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The store of a program.</summary>
    public static ServiceProvider StoreOf(HostProcess host)
    {
        var services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        return (MongoParts.AddressOf(host) is { } address
            ? services.Configure<StorageOptions>(storage => (storage.Kind, storage.ConnectionString, storage.Path) = (StoreKind.Mongo, address, Path.Combine(host.Data, "dockerscan.db"))).AddMongoStore()
            : services.Configure<StorageOptions>(storage => storage.Path = Path.Combine(host.Data, "dockerscan.db")).AddSqliteStore()).BuildServiceProvider();
    }

    /// <summary>The watch's time has come.</summary>
    public static async Task<DateTimeOffset> PlanAsync(IWatchStore store, Watch watch)
    {
        var planned = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        Assert.True(await store.PlanAsync(watch.Id, planned, Stop));
        return planned;
    }

    /// <summary>What a planned run did; it must have ended well.</summary>
    public static async Task<WatchCounts> EndAsync(IWatchStore store, DateTimeOffset planned)
    {
        WatchCounts? counts = null;
        await UntilAsync(async () =>
        {
            if ((await store.ListLastAsync(Stop)).FirstOrDefault(run => run.Planned == planned) is { } ended)
            {
                Assert.Equal((WatchRunOutcome.Ended, null), (ended.End.Outcome, ended.End.Problem));
                counts = ended.End.Counts;
            }

            return counts is not null;
        });
        return counts!;
    }

    /// <summary>Both.</summary>
    public static async Task<WatchCounts> RunAsync(IWatchStore store, Watch watch) => await EndAsync(store, await PlanAsync(store, watch));

    /// <summary>Looks ten times a second until something is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await isSo())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
