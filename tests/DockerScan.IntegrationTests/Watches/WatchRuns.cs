using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.IntegrationTests.Watches;

/// <summary>Runs of watches in the store of a program that serves.</summary>
internal static class WatchRuns
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(80);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The program's own store, beside it.</summary>
    public static ServiceProvider StoreOf(HostProcess host) => new ServiceCollection()
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .Configure<StorageOptions>(storage => storage.Path = Path.Combine(host.Data, "dockerscan.db"))
        .AddSqliteStore()
        .BuildServiceProvider();

    /// <summary>As the scheduler does when its time has come; what the run did.</summary>
    public static async Task<WatchCounts> RunAsync(IWatchStore store, Watch watch)
    {
        var planned = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        Assert.True(await store.PlanAsync(watch.Id, planned, Stop));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            if ((await store.ListLastAsync(Stop)).FirstOrDefault(run => run.Planned == planned) is { } ended)
            {
                Assert.Equal((WatchRunOutcome.Ended, null), (ended.End.Outcome, ended.End.Problem));
                return ended.End.Counts;
            }

            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
