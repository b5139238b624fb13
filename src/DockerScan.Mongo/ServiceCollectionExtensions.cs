using DockerScan.Core.Health;
using DockerScan.Core.Stores;
using DockerScan.Core.Stores.Copying;
using DockerScan.Core.Telemetry;
using DockerScan.Mongo.Acceptances;
using DockerScan.Mongo.Alerts;
using DockerScan.Mongo.Audit;
using DockerScan.Mongo.Cards;
using DockerScan.Mongo.Copying;
using DockerScan.Mongo.Database;
using DockerScan.Mongo.Replay;
using DockerScan.Mongo.Reputations;
using DockerScan.Mongo.Retention;
using DockerScan.Mongo.Scans;
using DockerScan.Mongo.Watches;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Mongo;

/// <summary>Registers the store.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>The store on a MongoDB server, and its health probe. <see cref="IScanStore.InitializeAsync"/> must run before anything else.</summary>
    public static IServiceCollection AddMongoStore(this IServiceCollection services)
    {
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<NodeMetrics>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        services.TryAddSingleton<MongoStoreDatabase>();
        services.TryAddSingleton<IScanStore, MongoScanStore>();
        services.TryAddSingleton<IScanList, MongoScanList>();
        services.TryAddSingleton<IResultIndex, MongoResultIndex>();
        services.TryAddSingleton<IReputationStore, MongoReputationStore>();
        services.TryAddSingleton<ICardStore, MongoCardStore>();
        services.TryAddSingleton(new AuditWriter("local"));
        services.TryAddSingleton<MongoAuditStore>();
        services.TryAddSingleton<IAuditStore>(provider => provider.GetRequiredService<MongoAuditStore>());
        services.TryAddSingleton<IAuditChains>(provider => provider.GetRequiredService<MongoAuditStore>());
        services.TryAddSingleton<IReplayStore, MongoReplayStore>();
        services.TryAddSingleton<IWatchStore, MongoWatchStore>();
        services.TryAddSingleton<IAlertStore, MongoAlertStore>();
        services.TryAddSingleton<IAcceptanceStore, MongoAcceptanceStore>();
        services.TryAddSingleton<IStoreCopy, MongoStoreCopy>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRetention, MongoRetention>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, MongoStoreProbe>());
        return services;
    }
}
