using System.Globalization;
using DockerScan.Core.Images;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace WatchBench;

/// <summary>The store of a program that serves, used as another process of the same installation uses it: watches are made, and their times come.</summary>
internal sealed class WatchedStore : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly ServiceProvider _services;
    private readonly string _file;

    public WatchedStore(string data)
    {
        _file = Path.Combine(data, "dockerscan.db");
        _services = new ServiceCollection()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .Configure<StorageOptions>(storage => storage.Path = _file)
            .AddSqliteStore()
            .BuildServiceProvider();
    }

    public IWatchStore Watches => _services.GetRequiredService<IWatchStore>();

    public IAlertStore Alerts => _services.GetRequiredService<IAlertStore>();

    public IScanStore Scans => _services.GetRequiredService<IScanStore>();

    public async Task<Watch> AddAsync(string id, string image, params WatchPlace[] places)
    {
        var watch = new Watch
        {
            Id = id, Image = ImageReference.Parse(image), Schedule = new WatchSchedule("nightly", "17 2 * * *", "UTC"), Owner = "cli", CreatedAt = TimeProvider.System.GetUtcNow(), Places = places,
        };
        await Watches.PutAsync(watch, CancellationToken.None);
        return watch;
    }

    /// <summary>Plans a run of each of these for now, as the scheduler does when their time comes.</summary>
    public async Task<DateTimeOffset> PlanAsync(IEnumerable<string> watches)
    {
        var planned = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        foreach (var watch in watches)
        {
            await Watches.PlanAsync(watch, planned, CancellationToken.None);
        }

        return planned;
    }

    /// <summary>What the runs of a time did, once all runs have ended.</summary>
    public async Task<IReadOnlyList<WatchCounts>> EndAsync(DateTimeOffset planned, TimeSpan pause)
    {
        await UntilAsync(async () => await Watches.CountOpenAsync(CancellationToken.None) == 0, pause, "the runs do not end");
        return [.. (await Watches.ListLastAsync(CancellationToken.None)).Where(run => run.Planned == planned && run.End.Outcome == WatchRunOutcome.Ended).Select(run => run.End.Counts)];
    }

    /// <summary>A number out of the file, by a statement of one row.</summary>
    public long Count(string sql, params ReadOnlySpan<(string Name, long Value)> values)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, Mode = SqliteOpenMode.ReadOnly }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return Convert.ToInt64(command.ExecuteScalar() is { } found and not DBNull ? found : 0, CultureInfo.InvariantCulture);
    }

    public static async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan pause, string otherwise)
    {
        var isThere = false;
        var until = TimeProvider.System.GetUtcNow() + Limit;
        while (!isThere)
        {
            isThere = await isSo();
            if (!isThere && TimeProvider.System.GetUtcNow() > until)
            {
                throw new TimeoutException(otherwise);
            }

            await Task.Delay(isThere ? TimeSpan.Zero : pause);
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
