using DockerScan.Core.Health;
using DockerScan.Core.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Docker;

/// <summary>Registers the container engine.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers <see cref="IImageEngine"/> and its health probe. Needs an <see cref="IRegistryCredentials"/> and logging.</summary>
    public static IServiceCollection AddDocker(this IServiceCollection services)
    {
        services.AddOptions<DockerOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DockerOptions>, DockerOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, DockerHealthProbe>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DockerConnection>();
        services.TryAddSingleton<ImageLookup>();
        services.TryAddSingleton<ImagePuller>();
        services.TryAddSingleton<IImageEngine, DockerImageEngine>();
        return services;
    }
}
