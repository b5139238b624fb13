using DockerScan.Core.Stores;
using DockerScan.Core.Stores.Copying;
using DockerScan.Engine.Copying;
using DockerScan.Mongo;
using DockerScan.MongoLoopback;
using DockerScan.Sqlite;

namespace DockerScan.Host.Tests.Copying;

/// <summary>Real stores of both kinds: files in a folder, and databases of a loopback server. Each asked for is opened anew, as by another program.</summary>
internal sealed class TwoStores : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-copy-");
    private readonly List<ServiceProvider> _open = [];

    public LoopbackMongo Server { get; } = LoopbackMongo.Start();

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public ServiceProvider Sqlite(string file = "a.db", string writer = "local")
        => Open(services => services.AddSqliteStore(), new StorageOptions { Path = this[file] }, writer);

    public ServiceProvider Mongo(string database = "copied", string writer = "local")
        => Open(services => services.AddMongoStore(), new StorageOptions { Kind = StoreKind.Mongo, Path = "none", ConnectionString = Server.Address, Database = database }, writer);

    /// <param name="isMongo">Which kind.</param>
    /// <param name="name">Which of its kind.</param>
    /// <param name="writer">The node that writes the record of commands.</param>
    public ServiceProvider Open(bool isMongo, string name, string writer = "local") => isMongo ? Mongo(name, writer) : Sqlite(name + ".db", writer);

    /// <summary>Closes what was opened, as when the program ends.</summary>
    public async Task CloseAsync()
    {
        foreach (var services in _open)
        {
            await services.DisposeAsync();
        }

        _open.Clear();
    }

    public static async Task<IReadOnlyList<CopiedKind>> CopyAsync(IServiceProvider from, IServiceProvider to, Action<CopyProgress>? told = null)
    {
        await using var source = from.GetRequiredService<IStoreCopy>();
        await using var target = to.GetRequiredService<IStoreCopy>();
        return await new StoreCopier(source, target, told ?? (_ => { })).RunAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private ServiceProvider Open(Action<IServiceCollection> add, StorageOptions options, string writer)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(new AuditWriter(writer));
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options));
        add(services);
        var provider = services.BuildServiceProvider();
        _open.Add(provider);
        return provider;
    }
}
