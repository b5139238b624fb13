using System.Net;
using DockerScan.Core.Images;
using DockerScan.Registry.Auth;
using DockerScan.Registry.Http;
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
        services.TryAddSingleton<RegistryHttp>();
        services.TryAddSingleton<RegistryAuthenticator>();
        services.TryAddSingleton<CredentialHelper>();
        services.TryAddSingleton(provider => new DockerConfigSource(
            Environment.GetEnvironmentVariable, provider.GetRequiredService<ILogger<DockerConfigSource>>()));
        services.TryAddSingleton<IRegistryCredentials, DockerConfigCredentials>();
        services.TryAddSingleton<IImageRegistry, OciRegistry>();
        // Two, so that a connection to a private address is never at hand for a request that may not go there.
        AddClient(services, RegistryHttp.ClientName, GuardedConnector.ConnectAsync);
        AddClient(services, RegistryHttp.ExemptClientName, connect: null);
        return services;
    }

    private static void AddClient(
        IServiceCollection services, string name, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect)
        => services.AddHttpClient(name)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(_ => Handler(connect))
            .RemoveAllLoggers();

    // Without a proxy: it would resolve names itself, past the check of addresses.
    private static SocketsHttpHandler Handler(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect)
        => new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectLimit,
            PooledConnectionLifetime = ConnectionLifetime,
            ConnectCallback = connect,
        };
}
