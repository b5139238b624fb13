using System.Net;
using DockerScan.Core.Health;
using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.VirusTotal;

/// <summary>Registers VirusTotal.</summary>
public static class VirusTotalServiceCollectionExtensions
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>The reputation source and its health probe. Needs <see cref="VirusTotalOptions"/> and an <see cref="IReputationStore"/>; without a key it says so.</summary>
    /// <param name="services">The services.</param>
    /// <param name="uploads">The folder in which files wait for their upload; it is made when uploads are allowed.</param>
    public static IServiceCollection AddVirusTotal(this IServiceCollection services, string uploads)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<VirusTotalOptions>, VirusTotalOptionsValidator>());
        services.TryAddSingleton<VirusTotalHttp>();
        services.TryAddSingleton<IReputationSource, VirusTotalSource>();
        services.TryAddSingleton(provider => new UploadFolder(uploads, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IFileUploads, VirusTotalUploads>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, VirusTotalHealthProbe>());
        services.AddHttpClient(VirusTotalHttp.ClientName)
            .ConfigureHttpClient(client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                // Its front end compresses for an unknown program only when its name says gzip.
                client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "DockerScan (gzip)");
            })
            .ConfigurePrimaryHttpMessageHandler(Handler)
            .RemoveAllLoggers();
        return services;
    }

    // A redirect would take the key to another host: .NET takes only Authorization off.
    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
        ConnectTimeout = ConnectLimit,
        PooledConnectionLifetime = ConnectionLifetime,
    };
}
