using DockerScan.Core.Checks;
using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using DockerScan.Core.Telemetry;
using DockerScan.Engine.Publishing;
using DockerScan.Engine.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DockerScan.Engine.Reputations;

/// <summary>Registers the reputation stage and its look-ups.</summary>
internal static class ReputationServiceCollectionExtensions
{
    /// <summary>The stage, the look-up service and the amending. Without an <see cref="IReputationSource"/> the stage says "not configured".</summary>
    public static IServiceCollection AddReputations(this IServiceCollection services)
    {
        services.TryAddSingleton<NodeMetrics>();
        services.TryAddSingleton<WorkLoop>();
        services.TryAddSingleton<WorkSignal>();
        services.TryAddSingleton<Publisher>();
        services.TryAddSingleton<IReputationSource, NoReputationSource>();
        services.TryAddSingleton<IFileUploads, NoFileUploads>();
        services.TryAddSingleton<ReputationLookup>();
        services.TryAddSingleton(provider => new ReputationAssessor(provider.GetRequiredService<Checklist>()));
        services.TryAddSingleton<ReputationStage>();
        services.TryAddSingleton<LookupWorker>();
        services.TryAddSingleton<ResultAmender>();
        services.TryAddSingleton(provider => new LookupService(
            provider.GetRequiredService<IReputationSource>(), provider.GetRequiredService<IReputationStore>(), provider.GetRequiredService<LookupWorker>(),
            provider.GetRequiredService<ResultAmender>(), provider.GetRequiredService<WorkLoop>(), provider.GetRequiredService<WorkSignal>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
