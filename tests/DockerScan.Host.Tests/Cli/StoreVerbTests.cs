using DockerScan.Core.Stores;
using DockerScan.Host.Cli;
using DockerScan.Host.Composition;
using DockerScan.MongoLoopback;
using DockerScan.TestKit.Stores;

namespace DockerScan.Host.Tests.Cli;

public sealed class StoreVerbTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-store-");
    private readonly LoopbackMongo _server = LoopbackMongo.Start(new LoopbackOptions { User = "dockerscan", Password = "s3cret" });
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CopyAsync_ToMongoByAFile_SaysEachKindAndNoPassword()
    {
        var (data, uri) = (Path.Combine(_folder.FullName, "sqlite"), Path.Combine(_folder.FullName, "uri"));
        await File.WriteAllTextAsync(uri, _server.Address, Token);
        await using (var filled = Build("{ }", data))
        {
            await filled.Get<IScanStore>().InitializeAsync(Token);
            await filled.Get<IScanStore>().KeepResultAsync(ScanSamples.Full(ScanSamples.Id(1)), ScanSamples.Request(), Token);
        }

        await using var app = Build("{ }", data);
        var exit = await StoreVerb.CopyAsync(app, new StoreTarget(StoreKind.Mongo, null, uri), _output, _error, Token);

        Assert.Equal(0, exit);
        Assert.Matches(@"(?m)^scans +1  [0-9a-f]{32}$", _output.ToString());
        Assert.Contains("The MongoDB store holds all of the SQLite store.", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("compared scans: 1 alike", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", _output.ToString() + _error, StringComparison.Ordinal);
        await using var mongo = Build($$"""{ "Storage": { "Kind": "Mongo", "ConnectionStringFile": "{{uri}}" } }""", Path.Combine(_folder.FullName, "data"));
        Assert.Equal(2, (await mongo.Get<IScanStore>().FindResultAsync(ScanSamples.Id(1), Token))?.Findings.Count);
    }

    [Fact]
    public async Task CopyAsync_SameKind_IsRefusedWithWhatDoesIt()
    {
        await using var stored = new StoredApp();

        var error = await Assert.ThrowsAsync<UsageException>(() => StoreVerb.CopyAsync(stored.App, StoreTarget.Parse("other.db"), _output, _error, Token));

        Assert.Contains("store backup FILE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BackUpAsync_Sqlite_SaysWhatIsInIt()
    {
        await using var stored = new StoredApp();
        await stored.KeepAsync(ScanSamples.Full(ScanSamples.Id(1)), Token);

        Assert.Equal(0, await StoreVerb.BackUpAsync(stored.App, stored["backup.db"], _output, Token));

        Assert.Matches(@"backup\.db: schema \d+, 1 scans, 0\.\d MiB, read again and whole\.", _output.ToString());
    }

    [Fact]
    public async Task BackUpAsync_Mongo_NamesItsOwnTool()
    {
        await using var app = Build("""{ "Storage": { "Kind": "Mongo", "ConnectionString": "mongodb://127.0.0.1:1" } }""", Path.Combine(_folder.FullName, "data"));

        var error = await Assert.ThrowsAsync<UsageException>(() => StoreVerb.BackUpAsync(app, "backup.db", _output, Token));

        Assert.Contains("mongodump", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OtherAddresses_AreRefusedWithoutWhatIsBehindThem()
    {
        var error = Assert.Throws<UsageException>(() => StoreTarget.Parse("postgres://me:s3cret@host"));

        Assert.DoesNotContain("s3cret", error.Message, StringComparison.Ordinal);
        Assert.Equal(StoreKind.Mongo, StoreTarget.Parse("mongodb+srv://host").Kind);
        Assert.Equal(StoreKind.Sqlite, StoreTarget.Parse("a/b.db").Kind);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
        await _output.DisposeAsync();
        await _error.DisposeAsync();
    }

    private Application Build(string json, string data)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, $"{Path.GetRandomFileName()}.json"));
        File.WriteAllText(file.FullName, json);
        return Application.Build(file, new DataFolder(data));
    }
}
