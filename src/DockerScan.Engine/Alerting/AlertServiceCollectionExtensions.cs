using DockerScan.Core.Health;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Alerting;

/// <summary>Registers alerts.</summary>
public static class AlertServiceCollectionExtensions
{
    /// <summary>Who is told what runs of watches found. Before <c>AddWatches()</c>, which else says it in the log alone.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AlertOptions>, AlertOptionsValidator>());
        services.TryAddSingleton<AlertRelay>();
        services.TryAddSingleton<AlertingNews>();
        services.TryAddSingleton<IWatchNews>(provider => provider.GetRequiredService<AlertingNews>());
        services.TryAddSingleton<ExpiredAcceptances>();
        services.TryAddSingleton<AcceptedAlerts>();
        services.TryAddSingleton<WeeklySummaries>();
        services.TryAddSingleton<LostPlaces>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, LostPlacesProbe>());
        services.TryAddSingleton(provider => new AlertService(
            provider.GetRequiredService<AlertRelay>(), provider.GetRequiredService<ExpiredAcceptances>(), provider.GetRequiredService<AcceptedAlerts>(), provider.GetRequiredService<WeeklySummaries>(),
            provider.GetRequiredService<IAlertStore>(), provider.GetRequiredService<WorkLoop>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
