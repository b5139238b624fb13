using DockerScan.Scanners.Titles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Autorun.Signatures;

/// <summary>Registers the signatures, once, for both scanners that use them.</summary>
internal static class SignatureServiceCollectionExtensions
{
    public static void AddSignatures(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AutorunOptions>, AutorunOptionsValidator>());
        if (services.Any(service => service.ServiceType == typeof(SignatureSet)))
        {
            return;
        }

        services.AddTitles(provider => provider.GetRequiredService<SignatureSet>().Titles);
        services.TryAddSingleton(provider => SignatureLoader.Load(
            Path.Combine(AppContext.BaseDirectory, provider.GetRequiredService<IOptions<AutorunOptions>>().Value.SignaturesPath)));
    }
}
