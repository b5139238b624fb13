using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Exploits;
using DockerScan.Core.Health;
using DockerScan.Core.Stores;
using DockerScan.Core.Telemetry;
using DockerScan.Engine.Accepting;
using DockerScan.Engine.Health;
using DockerScan.Engine.Pipeline;
using DockerScan.Engine.Publishing;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Reputations;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine;

/// <summary>Registers the engine.</summary>
public static class EngineServiceCollectionExtensions
{
    /// <summary>Adds pipeline, queue and scan service. Needs a store, an image engine, a registry, a checklist, scanners, and a place for captures.</summary>
    /// <param name="services">The services.</param>
    /// <param name="workers">The folder in which workers show that they live; empty for none.</param>
    public static IServiceCollection AddEngine(this IServiceCollection services, string workers = "")
    {
        services.TryAddSingleton(provider => new WorkerPresence(workers, provider.GetRequiredService<IIdGenerator>()));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdGenerator, RandomIdGenerator>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ScanningOptions>, ScanningOptionsValidator>());
        services.TryAddSingleton<NodeMetrics>();
        services.TryAddSingleton<WorkLoop>();
        services.TryAddSingleton<WorkSignal>();
        services.TryAddSingleton<Publisher>();
        services.TryAddSingleton<ScanProgressHub>();
        services.TryAddSingleton<LeftOvers>();
        services.TryAddSingleton<NearestImages>();
        services.TryAddSingleton<RoomCheck>();
        services.TryAddSingleton<ImageAcquirer>();
        services.TryAddSingleton<ScannerRunner>();
        services.TryAddSingleton<TargetGate>();
        services.AddReputations();
        services.TryAddSingleton(_ => AnalysisPlaces.OfThisMachine());
        services.TryAddSingleton<ScanPipeline>();
        services.TryAddSingleton<WaitingRuns>();
        services.TryAddSingleton<ScanWork>();
        services.TryAddSingleton<IScanWorker, ScanWorker>();
        services.TryAddSingleton(provider => new BaseFinder(provider.GetService<IResultIndex>(), provider.GetService<IScanStore>(), provider.GetRequiredService<ILogger<BaseFinder>>()));
        services.TryAddSingleton<NamedBases>();
        services.TryAddSingleton<IResultReader>(provider => new ResultReader(
            provider.GetService<IAcceptanceStore>(), provider.GetService<IExploitLists>(), provider.GetRequiredService<BaseFinder>(), provider.GetRequiredService<Checklist>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ResultReader>>()));
        services.TryAddSingleton<IAcceptanceDesk, AcceptanceDesk>();
        services.TryAddSingleton<IScanService, ScanService>();
        services.TryAddSingleton<StartupSweeper>();
        services.TryAddSingleton<QueueSight>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, QueueProbe>());
        services.TryAddSingleton<HealthCheckup>();
        return services;
    }
}
