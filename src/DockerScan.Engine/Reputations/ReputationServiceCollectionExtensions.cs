using DockerScan.Core.Checks;
using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Reputations;

/// <summary>Registers the reputation stage and its look-ups.</summary>
internal static class ReputationServiceCollectionExtensions
{
    /// <summary>The stage, the look-up service and the amending. Without an <see cref="IReputationSource"/> the stage says "not configured".</summary>
    public static IServiceCollection AddReputations(this IServiceCollection services)
    {
        services.TryAddSingleton<IReputationSource, NoReputationSource>();
        services.TryAddSingleton<IFileUploads, NoFileUploads>();
        services.TryAddSingleton<ReputationLookup>();
        services.TryAddSingleton(provider => new ReputationAssessor(provider.GetRequiredService<Checklist>()));
        services.TryAddSingleton<ReputationStage>();
        services.TryAddSingleton<LookupWorker>();
        services.TryAddSingleton<ResultAmender>();
        services.TryAddSingleton(provider => new LookupService(
            provider.GetRequiredService<IReputationSource>(), provider.GetRequiredService<IReputationStore>(), provider.GetRequiredService<LookupWorker>(),
            provider.GetRequiredService<ResultAmender>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LookupService>>()));
        return services;
    }
}
