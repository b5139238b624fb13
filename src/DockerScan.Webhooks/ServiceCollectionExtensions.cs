using System.Net;
using DockerScan.Conversation.Delivery;
using DockerScan.Core.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Webhooks;

/// <summary>Registers webhooks.</summary>
public static class ServiceCollectionExtensions
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(1);

    /// <summary>Checks the settings of webhooks, also where there are none.</summary>
    public static IServiceCollection AddWebhookOptions(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChatSetup, WebhookSetup>());
        return services;
    }

    /// <summary>The channel that tells addresses of alerts. Needs <c>AddChatCommands()</c>, the options and an id generator.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddWebhookOptions();
        services.TryAddSingleton<WebhookStatus>();
        services.TryAddSingleton<WebhookSender>();
        services.TryAddSingleton<WebhookChannel>();
        services.AddSingleton<IChannel>(provider => provider.GetRequiredService<WebhookChannel>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, WebhookHealthProbe>());
        services.AddHttpClient(WebhookSender.ClientName)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(Handler)
            .RemoveAllLoggers();
        return services;
    }

    // No redirect and no proxy: either would call an address that nobody looked at.
    private static SocketsHttpHandler Handler(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<WebhookOptions>>();
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectLimit,
            PooledConnectionLifetime = ConnectionLifetime,
            MaxResponseHeadersLength = 16,
            ConnectCallback = (context, cancellationToken) => WebhookConnector.ConnectAsync(options.Value, context.DnsEndPoint, cancellationToken),
        };
    }
}
