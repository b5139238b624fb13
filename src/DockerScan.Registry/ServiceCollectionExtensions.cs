using System.Net;
using DockerScan.Core.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Registry;

/// <summary>Registers the registries.</summary>
public static class ServiceCollectionExtensions
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Registers <see cref="IImageRegistry"/> and <see cref="IRegistryCredentials"/>. Needs logging.</summary>
    public static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        services.AddOptions<RegistryOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RegistryOptions>, RegistryOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RegistryHosts>();
        services.TryAddSingleton<GuardedConnector>();
        services.TryAddSingleton<RegistryHttp>();
        services.TryAddSingleton<RegistryAuthenticator>();
        services.TryAddSingleton<CredentialHelper>();
        services.TryAddSingleton(provider => new DockerConfigSource(
            Environment.GetEnvironmentVariable, provider.GetRequiredService<ILogger<DockerConfigSource>>()));
        services.TryAddSingleton<IRegistryCredentials, DockerConfigCredentials>();
        services.TryAddSingleton<IImageRegistry, OciRegistry>();
        services.AddHttpClient(RegistryHttp.ClientName)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => Handler(provider.GetRequiredService<GuardedConnector>()))
            .RemoveAllLoggers();
        return services;
    }

    // Without a proxy: it would resolve names itself, past the check of addresses.
    private static SocketsHttpHandler Handler(GuardedConnector connector)
        => new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectLimit,
            PooledConnectionLifetime = ConnectionLifetime,
            ConnectCallback = connector.ConnectAsync,
        };
}
