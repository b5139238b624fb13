using System.Net;
using DockerScan.Conversation.Authorization;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Http;
using DockerScan.Conversation.Languages;
using DockerScan.Conversation.Replay;
using DockerScan.Core.Health;
using DockerScan.Slack.Api;
using DockerScan.Slack.Http;
using DockerScan.Slack.Inbound;
using DockerScan.Slack.Outbound;
using DockerScan.Slack.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Slack;

/// <summary>Registers Slack.</summary>
public static class ServiceCollectionExtensions
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>What Slack allows a bot in one channel.</summary>
    private static readonly TimeSpan ChannelPause = TimeSpan.FromSeconds(1);

    /// <summary>Checks the settings of Slack, also while it is off.</summary>
    public static IServiceCollection AddSlackOptions(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SlackOptions>, SlackOptionsValidator>());
        services.AddSingleton(new ChatPlatform(SlackInbox.Platform));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChatSetup, SlackSetup>());
        return services;
    }

    /// <summary>
    /// The Slack bot: its authoriser, health probe, endpoints and <see cref="SlackService"/>, which whoever hosts it starts.
    /// Needs <c>AddChatCommands()</c>, the options and logging.
    /// </summary>
    public static IServiceCollection AddSlack(this IServiceCollection services)
    {
        services.AddSlackOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SlackStatus>();
        services.TryAddSingleton<SlackApi>();
        services.TryAddSingleton(provider => new SlackMessages(
            provider.GetRequiredService<SlackApi>(), new ChannelPacer(ChannelPause, provider.GetRequiredService<TimeProvider>())));
        services.TryAddSingleton<SlackChannel>();
        services.AddSingleton<IChannel>(provider => provider.GetRequiredService<SlackChannel>());
        services.TryAddSingleton<SlackInbox>();
        services.TryAddSingleton<SlackEnvelopes>();
        services.TryAddSingleton(provider => new SlackService(
            provider.GetRequiredService<SlackApi>(), provider.GetRequiredService<SlackEnvelopes>(), provider.GetRequiredService<SlackStatus>(),
            provider.GetRequiredService<IOptions<SlackOptions>>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SlackService>>()));
        services.AddSingleton<ICommandAuthorizer>(provider => new ChatAuthorization(
            SlackInbox.Platform, provider.GetRequiredService<IOptions<SlackOptions>>().Value.Access, provider.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, SlackHealthProbe>());
        services.AddHttpClient(SlackApi.ClientName)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(Handler)
            .RemoveAllLoggers();
        return services;
    }

    /// <summary>The endpoints that Slack calls in HTTP mode.</summary>
    public static IServiceCollection AddSlackEndpoints(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new SlackSignature(
            () => SlackSecrets.SigningSecret(provider.GetRequiredService<IOptions<SlackOptions>>().Value),
            provider.GetRequiredKeyedService<ReplayGuard>(SlackInbox.Platform),
            provider.GetRequiredService<TimeProvider>()));
        services.AddReplayGuard(SlackInbox.Platform, SlackSignature.Keep, SlackSignature.MaxRemembered);
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IChatHttpEndpoint, SlackCommandEndpoint>(),
            ServiceDescriptor.Singleton<IChatHttpEndpoint, SlackEventEndpoint>(),
            ServiceDescriptor.Singleton<IChatHttpEndpoint, SlackInteractionEndpoint>(),
        ]);
        return services;
    }

    // A redirect would carry a token or a secret address elsewhere.
    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = ConnectLimit,
        PooledConnectionLifetime = ConnectionLifetime,
    };
}
