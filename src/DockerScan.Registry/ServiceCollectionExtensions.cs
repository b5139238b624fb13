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
        services.TryAddSingleton(_ => new OperatorProxy(HttpClient.DefaultProxy));
        services.TryAddSingleton<IArtifactSource>(Artifacts);
        services.TryAddSingleton<IFileSource, FileSource>();
        services.TryAddSingleton<ITagList, RegistryTags>();
        services.TryAddSingleton<RegistryLanes>();
        services.TryAddSingleton<IndexMemory>();
        services.TryAddSingleton<ITagLookup, TagLookup>();
        // Two, so that a connection to a private address is never at hand for a request that may not go there.
        AddClient(services, RegistryHttp.ClientName, _ => Handler(GuardedConnector.ConnectAsync));
        AddClient(services, RegistryHttp.ExemptClientName, _ => Handler(connect: null));
        AddClient(services, RegistryHttp.ProxiedClientName, Proxied);
        return services;
    }

    // What the operator names in a setting is downloaded as every other program of this machine would: through its proxy.
    private static ArtifactSource Artifacts(IServiceProvider provider)
    {
        var (hosts, time) = (provider.GetRequiredService<RegistryHosts>(), provider.GetRequiredService<TimeProvider>());
        var http = new RegistryHttp(
            provider.GetRequiredService<IHttpClientFactory>(), hosts, time, provider.GetRequiredService<ILogger<RegistryHttp>>(), RegistryHttp.ProxiedClientName);
        var authenticator = new RegistryAuthenticator(
            http, hosts, provider.GetRequiredService<IRegistryCredentials>(), time, provider.GetRequiredService<ILogger<RegistryAuthenticator>>());
        return new ArtifactSource(new RepositoryClients(http, hosts, authenticator, provider.GetRequiredService<PullLedger>(), time));
    }

    private static void AddClient(IServiceCollection services, string name, Func<IServiceProvider, SocketsHttpHandler> handler)
        => services.AddHttpClient(name)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(handler)
            .RemoveAllLoggers();

    private static SocketsHttpHandler Proxied(IServiceProvider provider)
    {
        var proxy = provider.GetRequiredService<OperatorProxy>();
        var handler = Handler(proxy.ConnectAsync);
        (handler.UseProxy, handler.Proxy) = (true, proxy.Proxy);
        return handler;
    }

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
