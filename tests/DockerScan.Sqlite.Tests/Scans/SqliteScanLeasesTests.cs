using DockerScan.Core.Stores;
using DockerScan.TestKit.Stores;

namespace DockerScan.Sqlite.Tests.Scans;

/// <summary>The contract of work on SQLite.</summary>
public sealed class SqliteScanLeasesTests : ScanLeasesContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public Task ClaimAsync_ClockWentBackADay_LeaseOfThatTimeDoesNotHold() => AssertLeaseOfATimeAheadDoesNotHoldAsync(_store.SetClockThatGoesBack());

    protected override Task<IScanStore> CreateScansAsync() => _store.CreateAsync(Token);
}
