using DockerScan.Core.Stores;
using DockerScan.TestKit.Stores;

namespace DockerScan.Engine.Tests.Watching;

/// <summary>The contract of work in memory.</summary>
public sealed class MemoryWatchLeasesTests : WatchLeasesContract
{
    private readonly FakeWatchStore _store = new(TimeProvider.System);

    protected override Task<IWatchStore> CreateWatchesAsync() => Task.FromResult<IWatchStore>(_store);
}
