using DockerScan.Core;
using DockerScan.Engine.Pipeline;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine;

/// <summary>Registers the engine.</summary>
public static class EngineServiceCollectionExtensions
{
    /// <summary>Adds pipeline, queue and scan service. Needs a store, an image engine, a registry, a checklist and scanners.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdGenerator, RandomIdGenerator>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ScanningOptions>, ScanningOptionsValidator>());
        services.TryAddSingleton<ScanProgressHub>();
        services.TryAddSingleton<ImageAcquirer>();
        services.TryAddSingleton<ScannerRunner>();
        services.TryAddSingleton<TargetGate>();
        services.TryAddSingleton<ScanPipeline>();
        services.TryAddSingleton<IScanWorker, ScanWorker>();
        services.TryAddSingleton<IScanService, ScanService>();
        services.TryAddSingleton<StartupSweeper>();
        return services;
    }
}
