using DockerScan.Core.Scanners;
using DockerScan.Scanners.Autorun.Signatures;
using DockerScan.Scanners.ImageConfig.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>Registers the image configuration scanner.</summary>
public static class ImageConfigServiceCollectionExtensions
{
    /// <summary>Adds the scanner of configuration, permissions and history.</summary>
    public static IServiceCollection AddImageConfigScanner(this IServiceCollection services)
    {
        services.AddSignatures();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IImageConfigRule, UserRule>(),
            ServiceDescriptor.Singleton<IImageConfigRule, PrivilegedFilesRule>(),
            ServiceDescriptor.Singleton<IImageConfigRule, WritablePathRule>(),
            ServiceDescriptor.Singleton<IImageConfigRule, ServiceRule>(),
            ServiceDescriptor.Singleton<IImageConfigRule, HistoryRule>(),
            ServiceDescriptor.Singleton<IImageConfigRule, SecretRule>(),
            ServiceDescriptor.Singleton<IImageConfigRule, StartableRule>(),
        ]);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IImageScanner, ImageConfigScanner>());
        return services;
    }
}
