using DockerScan.Core.Health;
using DockerScan.Core.Stores;
using DockerScan.Core.Stores.Copying;
using DockerScan.Core.Telemetry;
using DockerScan.Sqlite.Acceptances;
using DockerScan.Sqlite.Alerts;
using DockerScan.Sqlite.Audit;
using DockerScan.Sqlite.Cards;
using DockerScan.Sqlite.Copying;
using DockerScan.Sqlite.Database;
using DockerScan.Sqlite.Replay;
using DockerScan.Sqlite.Reputations;
using DockerScan.Sqlite.Retention;
using DockerScan.Sqlite.Scans;
using DockerScan.Sqlite.Watches;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Sqlite;

/// <summary>Registers the store.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>The store in one SQLite file, and its health probe. <see cref="IScanStore.InitializeAsync"/> must run before anything else.</summary>
    public static IServiceCollection AddSqliteStore(this IServiceCollection services)
    {
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<NodeMetrics>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        services.TryAddSingleton<SqliteDatabase>();
        services.TryAddSingleton<DiskSpace>();
        services.TryAddSingleton<IScanStore, SqliteScanStore>();
        services.TryAddSingleton<IScanList, SqliteScanList>();
        services.TryAddSingleton<IResultIndex, SqliteResultIndex>();
        services.TryAddSingleton<IReputationStore, SqliteReputationStore>();
        services.TryAddSingleton<ICardStore, SqliteCardStore>();
        services.TryAddSingleton(new AuditWriter("local"));
        services.TryAddSingleton<SqliteAuditStore>();
        services.TryAddSingleton<IAuditStore>(provider => provider.GetRequiredService<SqliteAuditStore>());
        services.TryAddSingleton<IAuditChains>(provider => provider.GetRequiredService<SqliteAuditStore>());
        services.TryAddSingleton<IReplayStore, SqliteReplayStore>();
        services.TryAddSingleton<IWatchStore, SqliteWatchStore>();
        services.TryAddSingleton<IAlertStore, SqliteAlertStore>();
        services.TryAddSingleton<IAcceptanceStore, SqliteAcceptanceStore>();
        services.TryAddSingleton<IStoreCopy, SqliteStoreCopy>();
        services.TryAddSingleton<IStoreBackup, SqliteBackup>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRetention, SqliteRetention>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, SqliteStoreProbe>());
        return services;
    }
}
