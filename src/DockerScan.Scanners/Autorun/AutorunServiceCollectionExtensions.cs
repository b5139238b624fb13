using DockerScan.Core.Scanners;
using DockerScan.Scanners.Autorun.Signatures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DockerScan.Scanners.Autorun;

/// <summary>Registers the autorun scanner.</summary>
public static class AutorunServiceCollectionExtensions
{
    /// <summary>Adds the scanner of what an image starts by itself.</summary>
    public static IServiceCollection AddAutorunScanner(this IServiceCollection services)
    {
        services.AddSignatures();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IImageScanner, AutorunScanner>());
        return services;
    }
}
