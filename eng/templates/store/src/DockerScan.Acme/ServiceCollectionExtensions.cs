using DockerScan.Core.Health;
using DockerScan.Core.Stores;
using DockerScan.Acme.Audit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Acme;

/// <summary>Registers the store.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Every port, and the store's health probe.</summary>
    public static IServiceCollection AddAcmeStore(this IServiceCollection services)
    {
        services.AddOptions<AcmeOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AcmeOptions>, AcmeOptionsValidator>());
        services.TryAddSingleton<AcmeDatabase>();
        services.TryAddSingleton<IAuditStore, AcmeAuditStore>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, AcmeStoreProbe>());
        return services;
    }
}
