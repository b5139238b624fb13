using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Watching;

/// <summary>Registers watches.</summary>
public static class WatchServiceCollectionExtensions
{
    /// <summary>
    /// The desk, and the work on runs. After <c>AddEngine()</c> and whatever brings schedules and a plan, tags of registries, a matcher of packages,
    /// or somebody who is told: without them watches do without.
    /// </summary>
    public static IServiceCollection AddWatches(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WatchOptions>, WatchOptionsValidator>());
        services.TryAddSingleton<IWatchedTags, WatchedTags>();
        services.TryAddSingleton<IWatchNews, LoggedWatchNews>();
        services.TryAddSingleton<IWatchTrigger, WatchTrigger>();
        services.TryAddSingleton<CurrentBasis>();
        services.TryAddSingleton<WatchTargets>();
        services.TryAddSingleton(provider => new MatchedResults(
            provider.GetRequiredService<Checklist>(), provider.GetRequiredService<IOptions<ScanningOptions>>(), provider.GetRequiredService<IIdGenerator>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IPackageMatcher, NoPackageMatcher>();
        services.TryAddSingleton<WatchMatcher>();
        services.TryAddSingleton<SecondRuns>();
        services.TryAddSingleton<WatchLooker>();
        services.TryAddSingleton<WatchEnding>();
        services.TryAddSingleton(provider => new RunningWatches(
            provider.GetService<IRunningImages>(), provider.GetRequiredService<IWatchStore>(), provider.GetService<IWatchSchedules>(),
            provider.GetRequiredService<IOptions<WatchOptions>>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RunningWatches>>()));
        services.TryAddSingleton<WatchWork>();
        services.TryAddSingleton(provider => new WatchPlanner(
            provider.GetRequiredService<IWatchStore>(), provider.GetService<IWatchPlan>(), provider.GetService<IWatchSchedules>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<WatchPlanner>>()));
        services.TryAddSingleton<IWatchDesk>(provider => new WatchDesk(
            provider.GetRequiredService<IWatchStore>(), provider.GetService<IWatchSchedules>(), provider.GetRequiredService<IWatchedTags>(),
            provider.GetRequiredService<WatchPlanner>(), provider.GetRequiredService<IIdGenerator>(), provider.GetRequiredService<IOptions<WatchOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new WatchService(
            provider.GetRequiredService<IWatchStore>(), provider.GetRequiredService<WatchWork>(), provider.GetRequiredService<WorkLoop>(),
            provider.GetRequiredService<WorkerPresence>(), provider.GetRequiredService<IOptions<WatchOptions>>(), provider.GetRequiredService<WorkSignal>()));
        services.TryAddSingleton(provider => new WatchPlanService(
            provider.GetRequiredService<IWatchStore>(), provider.GetRequiredService<WatchPlanner>(), provider.GetRequiredService<WorkLoop>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>Where no scanner compares packages, a scan says what is known of them.</summary>
    private sealed class NoPackageMatcher : IPackageMatcher
    {
        public Task<PackageMatch> MatchAsync(ImageDigest image, CancellationToken cancellationToken) => Task.FromResult(PackageMatch.Without("not configured"));
    }
}
