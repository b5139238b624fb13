using DockerScan.Core.Health;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Scheduling.Planning;
using DockerScan.Scheduling.Times;
using DockerScan.Scheduling.Upkeep;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Scheduling;

/// <summary>Registers schedules and the scheduler.</summary>
public static class SchedulingServiceCollectionExtensions
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Schedules, the plan of watches and its health probe. Needs <see cref="ScheduleOptions"/>; whoever runs watches registers an
    /// <see cref="IWatchTrigger"/>. Nothing runs until <see cref="SchedulerService"/> is started.
    /// </summary>
    public static IServiceCollection AddScheduling(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ScheduleOptions>, ScheduleOptionsValidator>());
        services.TryAddSingleton<IWatchSchedules, WatchSchedules>();
        services.TryAddSingleton<Turns>();
        services.TryAddSingleton<Ping>();
        services.TryAddSingleton<SchedulerHome>();
        services.TryAddSingleton<Plan>();
        services.TryAddSingleton<IWatchPlan, WatchPlan>();
        services.TryAddSingleton<SchedulerService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, ScheduleHealthProbe>());
        services.AddHttpClient(Ping.ClientName)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = ConnectLimit })
            // The address is a secret.
            .RemoveAllLoggers();
        return services;
    }
}
