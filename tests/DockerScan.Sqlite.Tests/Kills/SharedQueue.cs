using Dapper;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Sqlite.Database;
using DockerScan.Sqlite.Scans;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DockerScan.Sqlite.Tests.Kills;

/// <summary>A store in a folder of its own that writes down each end of a scan, whoever ended it and how often.</summary>
internal sealed class SharedQueue : IDisposable
{
    // Workers that all ended bring nothing on.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-kills-");
    private readonly SqliteDatabase _database;

    public SharedQueue()
    {
        _database = new SqliteDatabase(Options.Create(new StorageOptions { Path = Path.Combine(_folder.FullName, "dockerscan.db") }), TimeProvider.System);
        Scans = new SqliteScanStore(_database, NullLogger<SqliteScanStore>.Instance);
    }

    public string Data => _folder.FullName;

    public SqliteScanStore Scans { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task FillAsync(int count)
    {
        await Scans.InitializeAsync(Token);
        await _database.RunAsync(
            connection => connection.Execute("""
                CREATE TABLE ends (scan TEXT NOT NULL, fence INTEGER NOT NULL);
                CREATE TRIGGER ended AFTER UPDATE OF state ON scans WHEN new.state IN ('finished', 'cancelled')
                BEGIN INSERT INTO ends VALUES (new.id, new.fence); END;
                """),
            Token);
        for (var number = 0; number < count; number++)
        {
            await Scans.EnqueueAsync(ScanSamples.Id(number), ScanSamples.Request(FormattableString.Invariant($"app:{number}")), DateTimeOffset.UnixEpoch.AddSeconds(number), Token);
        }
    }

    public Task<int> CountAsync(string where) => _database.RunAsync(connection => connection.ExecuteScalar<int>($"SELECT count(*) FROM {where}"), Token);

    public Task<IReadOnlyList<(string Scan, long Fence)>> EndsAsync()
        => _database.RunAsync<IReadOnlyList<(string, long)>>(connection => [.. connection.Query<(string, long)>("SELECT scan, fence FROM ends ORDER BY scan")], Token);

    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Patience);
        while (!await isSo())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    public async Task<ScanJob> JobAsync(int number) => await Scans.FindJobAsync(ScanSamples.Id(number), Token) ?? throw new InvalidOperationException("it is gone");

    public void Dispose()
    {
        _database.Dispose();
        _folder.Delete(recursive: true);
    }
}
