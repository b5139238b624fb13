using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Core.Stores.Copying;
using DockerScan.TestKit.Stores;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.Host.Tests.Copying;

/// <summary>A backup is one file with all of the store as it was at one moment, made while others work on it, and it is brought back by putting it in the store's place.</summary>
public sealed class StoreBackupTests : IAsyncDisposable
{
    private readonly TwoStores _stores = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task BackUpAsync_WhileTheStoreIsOpen_HasTheLastRowsThatACopiedFileLacks()
    {
        await FilledStore.FillAsync(_stores.Sqlite());
        await _stores.CloseAsync();
        var store = _stores.Sqlite();
        // What serve has in its hands at this moment, still in the write-ahead log.
        await store.GetRequiredService<IScanStore>().KeepResultAsync(Result(Id(99), "last:1"), Request("last:1"), Token);
        File.Copy(_stores["a.db"], _stores["copied.db"]);

        var backup = await store.GetRequiredService<IStoreBackup>().BackUpAsync(_stores["backup.db"], Token);

        Assert.True(backup is { Scans: 10, Bytes: > 100_000 }, backup.ToString());
        Assert.Null(await FindLastAsync("copied.db"));
        Assert.Equal(Id(99), await FindLastAsync("backup.db"));
        Assert.False(File.Exists(_stores["backup.db.partial"]));
    }

    [Fact]
    public async Task BackUpAsync_File_IsForItsOwnerAlone()
    {
        await FilledStore.FillAsync(_stores.Sqlite());

        await _stores.Sqlite().GetRequiredService<IStoreBackup>().BackUpAsync(_stores["backup.db"], Token);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_stores["backup.db"]));
        }
    }

    [Fact]
    public async Task Restore_BackupInTheStoresPlace_IsTheStoreOfThen()
    {
        await FilledStore.FillAsync(_stores.Sqlite());
        await _stores.Sqlite().GetRequiredService<IStoreBackup>().BackUpAsync(_stores["backup.db"], Token);
        await _stores.Sqlite().GetRequiredService<IScanStore>().KeepResultAsync(Result(Id(99), "later:1"), Request("later:1"), Token);
        await _stores.CloseAsync();

        // As docs/operations.md says: the file and its journals away, the backup to their place.
        foreach (var part in (string[])["", "-wal", "-shm"])
        {
            if (File.Exists(_stores["a.db" + part]))
            {
                File.Move(_stores["a.db" + part], _stores["old.db" + part]);
            }
        }

        File.Copy(_stores["backup.db"], _stores["a.db"]);
        var scans = _stores.Sqlite().GetRequiredService<IScanStore>();
        await scans.InitializeAsync(Token);

        Assert.Null(await scans.FindResultAsync(Id(99), Token));
        Assert.Equal(3, (await scans.FindResultAsync(Id(1), Token))?.Findings.Count);
        Assert.Equal(Id(5), (await scans.ClaimAsync(new ClaimWish("new", TimeSpan.FromMinutes(1)), Token))?.Item.Id);
    }

    [Fact]
    public async Task BackUpAsync_FileIsThere_IsRefusedAndStays()
    {
        await FilledStore.FillAsync(_stores.Sqlite());
        await File.WriteAllTextAsync(_stores["backup.db"], "mine", Token);

        var error = await Assert.ThrowsAsync<EngineException>(() => _stores.Sqlite().GetRequiredService<IStoreBackup>().BackUpAsync(_stores["backup.db"], Token));

        Assert.Contains("never goes over another", error.Failure.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(_stores["backup.db"], Token));
    }

    [Fact]
    public async Task BackUpAsync_NoStoreOrNoFolder_IsRefusedAndMakesNothing()
    {
        var none = await Assert.ThrowsAsync<EngineException>(() => _stores.Sqlite().GetRequiredService<IStoreBackup>().BackUpAsync(_stores["backup.db"], Token));
        await FilledStore.FillAsync(_stores.Sqlite("b.db"));
        var folder = await Assert.ThrowsAsync<EngineException>(() => _stores.Sqlite("b.db").GetRequiredService<IStoreBackup>().BackUpAsync(_stores["nowhere/backup.db"], Token));

        Assert.Contains("no SQLite store", none.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be made", folder.Failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_stores["a.db"]));
    }

    [Fact]
    public async Task BackUpAsync_LeftoverOfAnEarlierTry_IsReplaced()
    {
        await FilledStore.FillAsync(_stores.Sqlite());
        await File.WriteAllTextAsync(_stores["backup.db.partial"], "half of one", Token);

        var backup = await _stores.Sqlite().GetRequiredService<IStoreBackup>().BackUpAsync(_stores["backup.db"], Token);

        Assert.Equal(9, backup.Scans);
        Assert.False(File.Exists(_stores["backup.db.partial"]));
    }

    private async Task<ScanId?> FindLastAsync(string file)
        => (await _stores.Sqlite(file).GetRequiredService<IScanStore>().FindResultAsync(Id(99), Token))?.Id;
}
