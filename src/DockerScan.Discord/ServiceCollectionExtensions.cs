using System.Net;
using DockerScan.Conversation.Authorization;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Http;
using DockerScan.Conversation.Languages;
using DockerScan.Conversation.Replay;
using DockerScan.Core.Health;
using DockerScan.Discord.Answers;
using DockerScan.Discord.Commands;
using DockerScan.Discord.Gateway;
using DockerScan.Discord.Http;
using DockerScan.Discord.Inbound;
using DockerScan.Discord.Rest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Discord;

/// <summary>Registers Discord.</summary>
public static class ServiceCollectionExtensions
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Checks the settings of Discord, also while it is off.</summary>
    public static IServiceCollection AddDiscordOptions(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DiscordOptions>, DiscordOptionsValidator>());
        services.AddSingleton(new ChatPlatform(DiscordPlatform.Name));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChatSetup, DiscordSetup>());
        return services;
    }

    /// <summary>
    /// The Discord bot: its authoriser, health probe and <see cref="DiscordService"/>, which whoever hosts it starts.
    /// Needs <c>AddChatCommands()</c>, the options, an id generator and logging.
    /// </summary>
    public static IServiceCollection AddDiscord(this IServiceCollection services)
    {
        services.AddDiscordOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DiscordStatus>();
        services.TryAddSingleton<DiscordRest>();
        services.TryAddSingleton<OpenInteractions>();
        services.TryAddSingleton<DiscordChannel>();
        services.TryAddSingleton<DiscordAskers>();
        services.TryAddSingleton<DiscordReader>();
        services.TryAddSingleton<DiscordInbox>();
        services.TryAddSingleton<DiscordCommandRegistrar>();
        services.TryAddSingleton<DiscordGateway>();
        services.TryAddSingleton(provider => new DiscordService(
            provider.GetRequiredService<DiscordRest>(), provider.GetRequiredService<DiscordCommandRegistrar>(), provider.GetRequiredService<DiscordGateway>(),
            provider.GetRequiredService<DiscordStatus>(), provider.GetRequiredService<IOptions<DiscordOptions>>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<DiscordService>>()));
        services.AddSingleton<ICommandAuthorizer>(provider => new ChatAuthorization(
            DiscordPlatform.Name, provider.GetRequiredService<IOptions<DiscordOptions>>().Value.Access, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IChannel>(provider => provider.GetRequiredService<DiscordChannel>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, DiscordHealthProbe>());
        services.AddHttpClient(DiscordRest.ClientName)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(Handler)
            .RemoveAllLoggers();
        return services;
    }

    /// <summary>The endpoint that Discord calls in HTTP mode.</summary>
    public static IServiceCollection AddDiscordEndpoint(this IServiceCollection services)
    {
        services.AddReplayGuard(DiscordPlatform.Name, DiscordEndpoint.Keep, DiscordEndpoint.MaxRemembered);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChatHttpEndpoint, DiscordEndpoint>());
        return services;
    }

    // A redirect would carry a token elsewhere.
    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = ConnectLimit,
        PooledConnectionLifetime = ConnectionLifetime,
    };
}
