using System.Net;
using DockerScan.Core.Artifacts;
using DockerScan.Core.Health;
using DockerScan.Core.Images;
using DockerScan.Core.Pulls;
using DockerScan.Core.Tags;
using DockerScan.Registry.Artifacts;
using DockerScan.Registry.Auth;
using DockerScan.Registry.Budget;
using DockerScan.Registry.Http;
using DockerScan.Registry.Tags;
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

    /// <summary>Registers <see cref="IImageRegistry"/>, <see cref="ITagList"/>, <see cref="ITagLookup"/>, <see cref="IPullBudget"/>, <see cref="IArtifactSource"/> and <see cref="IRegistryCredentials"/>. Needs logging.</summary>
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
        services.TryAddSingleton<PullLedger>();
        services.TryAddSingleton<IPullBudget>(provider => provider.GetRequiredService<PullLedger>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, PullBudgetProbe>());
        services.TryAddSingleton<RepositoryClients>();
        services.TryAddSingleton<IImageRegistry, OciRegistry>();
        services.TryAddSingleton<IArtifactSource, ArtifactSource>();
        services.TryAddSingleton<IFileSource, FileSource>();
        services.TryAddSingleton<ITagList, RegistryTags>();
        services.TryAddSingleton<RegistryLanes>();
        services.TryAddSingleton<IndexMemory>();
        services.TryAddSingleton<ITagLookup, TagLookup>();
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
