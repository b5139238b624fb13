using DockerScan.Core.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Replay;

/// <summary>Registers the guards against repetitions.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the guard of a platform, under its name. Needs <see cref="IReplayStore"/>.</summary>
    public static void AddReplayGuard(this IServiceCollection services, string platform, TimeSpan keep, int capacity)
        => services.TryAddKeyedSingleton(platform, (provider, _) => new ReplayGuard(
            platform, keep, capacity, provider.GetRequiredService<IReplayStore>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ReplayGuard>>()));
}
