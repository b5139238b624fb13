using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Stores;

namespace DockerScan.Mongo.Alerts;

/// <summary>This store keeps no watches, and so nothing that they tell.</summary>
internal sealed class NoAlertStore : IAlertStore
{
    private static EngineException Refused
        => new(new ScanFailure(FailureKind.Unsupported, "alerts are not kept in MongoDB yet; next step: set Storage:Kind to Sqlite"));

    public Task<AlertBook> ReadAsync(string watch, CancellationToken cancellationToken) => Task.FromResult(new AlertBook { WatchId = watch });

    public Task<bool> KeepAsync(AlertBook book, IReadOnlyList<Alert> alerts, CancellationToken cancellationToken) => Task.FromException<bool>(Refused);

    public Task<bool> PutAsync(Alert alert, CancellationToken cancellationToken) => Task.FromException<bool>(Refused);

    public Task<Alert?> FindAsync(ScanId id, CancellationToken cancellationToken) => Task.FromResult<Alert?>(null);

    public Task<IReadOnlyList<OwedAlert>> ListOwedAsync(int most, TimeSpan gather, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<OwedAlert>>([]);

    public Task RelayedAsync(ScanId id, int revision, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<Alert>> ListByDatabaseAsync(string database, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Alert>>([]);

    public Task<FindingStory> FindStoryAsync(string key, CancellationToken cancellationToken) => Task.FromException<FindingStory>(Refused);

    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.CompletedTask;
}
