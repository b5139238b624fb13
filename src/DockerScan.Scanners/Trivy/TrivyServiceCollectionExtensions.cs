using DockerScan.Core.Health;
using DockerScan.Core.Scanners;
using DockerScan.Scanners.Processes;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Matching;
using DockerScan.Scanners.Trivy.Server;
using DockerScan.Scanners.Trivy.Server.Rpc;
using DockerScan.Scanners.Trivy.Systems;
using DockerScan.Scanners.Trivy.Tool;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy;

/// <summary>Registers the Trivy scanner.</summary>
public static class TrivyServiceCollectionExtensions
{
    /// <summary>Adds it, its health probe and its databases' refresher. Needs logging, <c>TrivyOptions</c>, <c>Checklist</c>, <c>IArtifactSource</c> and <c>IIdGenerator</c>.</summary>
    public static IServiceCollection AddTrivyScanner(this IServiceCollection services)
    {
        services.AddOptions<TrivyOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TrivyOptions>, TrivyOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ProcessRunner>();
        services.TryAddSingleton<FileGate>();
        services.TryAddSingleton<TrivyPaths>();
        services.TryAddSingleton<TrivyToolLocator>();
        services.TryAddSingleton<DatabaseInspector>();
        services.TryAddSingleton<DatabaseProvider>();
        services.TryAddSingleton<JavaInspector>();
        services.TryAddSingleton<DatabaseMirrors>();
        services.TryAddSingleton<TrivyDatabaseRefresher>();
        services.TryAddSingleton<IDatabaseRefresh>(provider => provider.GetRequiredService<TrivyDatabaseRefresher>());
        services.AddServer();
        services.TryAddSingleton<TrivyRunner>();
        services.TryAddSingleton<TrivyReportMapper>();
        services.TryAddSingleton(provider => SystemsLoader.Load(
            Path.Combine(AppContext.BaseDirectory, provider.GetRequiredService<IOptions<TrivyOptions>>().Value.SystemsPath)));
        services.TryAddSingleton<SystemJudge>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IImageScanner, TrivyScanner>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, TrivyHealthProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, TrivyServerHealthProbe>());
        return services;
    }

    // Known content and the server that compares it.
    private static void AddServer(this IServiceCollection services)
    {
        services.TryAddSingleton<LoopbackPorts>();
        services.TryAddSingleton<ITrivyRpc, TrivyRpc>();
        services.TryAddSingleton<ServerDatabase>();
        services.TryAddSingleton<TrivyServerStarter>();
        services.TryAddSingleton<ITrivyServerFinder, TrivyServerFinder>();
        services.TryAddSingleton<TrivyServerAlarm>();
        services.TryAddSingleton<TrivyServerBounds>();
        services.TryAddSingleton<ITrivyServerKeeper, TrivyServerKeeper>();
        services.TryAddSingleton<ProofPackages>();
        services.TryAddSingleton<ServerMatcher>();
        services.TryAddSingleton<KnownAnalyses>();
        services.TryAddSingleton<KnownContent>();
        services.TryAddSingleton<IPackageMatcher, PackageMatcher>();
    }
}
