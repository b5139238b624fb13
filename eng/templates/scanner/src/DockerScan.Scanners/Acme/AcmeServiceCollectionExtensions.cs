using DockerScan.Core.Scanners;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Acme;

/// <summary>Registers the acme scanner.</summary>
public static class AcmeServiceCollectionExtensions
{
    /// <summary>Adds the scanner. One line in DockerScanServices calls it; the section is bound there.</summary>
    public static IServiceCollection AddAcmeScanner(this IServiceCollection services)
    {
        services.AddOptions<AcmeOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AcmeOptions>, AcmeOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IImageScanner, AcmeScanner>());
        return services;
    }
}
