using DockerScan.Core.Health;
using DockerScan.Core.Stores;
using DockerScan.Host.Composition;
using DockerScan.MongoLoopback;

namespace DockerScan.Host.Tests.Composition;

/// <summary>Which store is kept is one setting.</summary>
public sealed class StorageKindTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-test-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{ }", "SqliteScanStore")]
    [InlineData("""{ "Storage": { "Kind": "sqlite" } }""", "SqliteScanStore")]
    [InlineData("""{ "Storage": { "Kind": "mongo", "ConnectionString": "mongodb://127.0.0.1:1" } }""", "MongoScanStore")]
    public async Task Build_Kind_IsTheStoreOfEveryPort(string json, string expected)
    {
        await using var app = Build(json);

        Assert.Equal(expected, app.Get<IScanStore>().GetType().Name);
        var store = app.Get<IScanStore>().GetType().Assembly;
        Assert.All((object[])[app.Get<ICardStore>(), app.Get<IReputationStore>(), app.Get<IAuditStore>(), app.Get<IReplayStore>()], port => Assert.Equal(store, port.GetType().Assembly));
        Assert.Single(app.Get<IEnumerable<IHealthProbe>>(), probe => probe.Part == "store");
    }

    [Theory]
    [InlineData("""{ "Storage": { "Kind": "Postgres" } }""", "Storage:Kind must be Sqlite or Mongo")]
    [InlineData("""{ "Storage": { "Kind": "Mongo" } }""", "Storage:ConnectionStringFile is empty")]
    [InlineData("""{ "Storage": { "Kind": "Mongo", "ConnectionString": "http://s3cret" } }""", "Storage:ConnectionString is not a connection string")]
    public void Build_CannotBeUsed_IsRefusedByName(string json, string expected)
    {
        var error = Assert.ThrowsAny<Exception>(() => Build(json));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_Mongo_SaysWhichServer()
    {
        await using var server = LoopbackMongo.Start();
        var file = Path.Combine(_folder.FullName, "uri");
        await File.WriteAllTextAsync(file, server.Address, Token);
        await using var app = Build($$"""{ "Storage": { "Kind": "Mongo", "ConnectionStringFile": "{{file}}" } }""");
        await app.Get<IScanStore>().InitializeAsync(Token);

        var report = Assert.Single(await app.Get<IEnumerable<IHealthProbe>>().Single(probe => probe.Part == "store").ProbeAsync(Token));

        Assert.Equal((HealthStatus.Healthy, "MongoDB 4.4.29, one server, schema 1"), (report.Status, report.Detail));
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "data", "dockerscan.db")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Application Build(string json)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, "settings.json"));
        File.WriteAllText(file.FullName, json);
        return Application.Build(file, new DataFolder(Path.Combine(_folder.FullName, "data")));
    }
}
