using DockerScan.Conversation.Authorization;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Languages;
using DockerScan.Core.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Acme;

/// <summary>Registers the acme bot.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Checks the settings, also while the bot is off.</summary>
    public static IServiceCollection AddAcmeOptions(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AcmeOptions>, AcmeOptionsValidator>());
        services.AddSingleton(new ChatPlatform(AcmeInbox.Platform));
        return services;
    }

    /// <summary>The bot. Needs <c>AddChatCommands()</c>, the options and logging.</summary>
    public static IServiceCollection AddAcme(this IServiceCollection services)
    {
        services.AddAcmeOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AcmeApi>();
        services.TryAddSingleton<AcmeChannel>();
        services.TryAddSingleton<AcmeInbox>();
        services.AddSingleton<IChannel>(provider => provider.GetRequiredService<AcmeChannel>());
        services.AddSingleton<ICommandAuthorizer>(provider => new ChatAuthorization(
            AcmeInbox.Platform, provider.GetRequiredService<IOptions<AcmeOptions>>().Value.Access, provider.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, AcmeHealthProbe>());
        // A redirect would carry the token elsewhere.
        services.AddHttpClient(AcmeApi.ClientName).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }).RemoveAllLoggers();
        return services;
    }
}
