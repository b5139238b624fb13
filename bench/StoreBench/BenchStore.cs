using DockerScan.Core.Stores;
using DockerScan.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace StoreBench;

/// <summary>A store in a folder, with connections of its own as another process has them.</summary>
internal sealed class BenchStore(string folder, string name = "store.db") : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .Configure<StorageOptions>(storage => storage.Path = Path.Combine(folder, name))
        .AddSqliteStore()
        .BuildServiceProvider();

    public IScanStore Scans => _services.GetRequiredService<IScanStore>();

    public IScanList List => _services.GetRequiredService<IScanList>();

    public IResultIndex Index => _services.GetRequiredService<IResultIndex>();

    public IWatchStore Watches => _services.GetRequiredService<IWatchStore>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
