using DockerScan.Core.Checks;
using DockerScan.Engine.Chat.Commands;
using DockerScan.Engine.Chat.Commands.Verbs;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DockerScan.Engine.Chat;

/// <summary>Registers the commands.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// The router and its commands. Needs <see cref="IScanService"/>, an id generator and logging; uses the checklist
    /// and every health probe that is registered. A platform may do nothing until it has an <see cref="ICommandAuthorizer"/>.
    /// </summary>
    public static IServiceCollection AddChatCommands(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICommandAudit, LoggingCommandAudit>();
        services.TryAddSingleton<IReportLocator, NoReportLocator>();
        services.TryAddSingleton<ScanFinder>();
        services.TryAddSingleton(provider => new ScanConversation(
            provider.GetRequiredService<IScanService>(), provider.GetRequiredService<IReportLocator>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetService<Checklist>()));
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IChatCommand, ScanCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, ReportCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, FindingsCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, DiffCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, RescanCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, CancelCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, StatusCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, HelpCommand>(),
        ]);
        services.TryAddSingleton<CommandCatalog>();
        services.TryAddSingleton<CommandRouter>();
        return services;
    }
}
