using DockerScan.Conversation.Audit;
using DockerScan.Conversation.Authorization;
using DockerScan.Conversation.Commands;
using DockerScan.Conversation.Commands.Verbs;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Languages;
using DockerScan.Conversation.Reports;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reports;
using DockerScan.Core.Stores;
using DockerScan.Core.Telemetry;
using DockerScan.Engine.Alerting;
using DockerScan.Engine.Health;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Watching;
using DockerScan.Engine.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Conversation;

/// <summary>Registers the commands.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// The router and its commands. Needs <c>AddEngine()</c> and <c>AddWatches()</c>, a store, an id generator and logging; uses the checklist
    /// and every health probe that is registered. A platform may do nothing until it has an <see cref="ICommandAuthorizer"/>.
    /// </summary>
    public static IServiceCollection AddChatCommands(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICommandAudit, StoredCommandAudit>();
        services.TryAddSingleton<IReportLocator, NoReportLocator>();
        services.AddOptions<ChatOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChatOptions>, ChatOptionsValidator>());
        services.TryAddSingleton<ChatLanguages>();
        services.TryAddSingleton<ScanFinder>();
        services.TryAddSingleton<WatchFinder>();
        services.TryAddSingleton<HealthCheckup>();
        services.TryAddSingleton(provider => new VerdictCards(
            provider.GetRequiredService<IScanService>(), provider.GetRequiredService<IReportLocator>(), provider.GetService<Checklist>(),
            provider.GetService<IResultPicture>(), provider.GetRequiredService<ILogger<VerdictCards>>(), provider.GetService<IFindingTitles>(), provider.GetService<IWatchDesk>()));
        services.TryAddSingleton(provider => new ReportCards(provider.GetRequiredService<IReportLocator>(), provider.GetService<IReportRenderer>(), provider.GetService<IReportPrinter>()));
        services.TryAddSingleton<CardOutbox>();
        services.TryAddSingleton<CardFollowers>();
        services.TryAddSingleton(provider => new AlertMessages(
            provider.GetRequiredService<IAlertStore>(), provider.GetRequiredService<ICardStore>(), provider.GetRequiredService<IScanService>(), provider.GetService<Checklist>(),
            provider.GetService<IFindingTitles>()));
        services.TryAddSingleton(provider => new CardDelivery(
            provider.GetRequiredService<ICardStore>(), provider.GetRequiredService<IScanService>(), provider.GetRequiredService<VerdictCards>(), provider.GetRequiredService<ReportCards>(),
            provider.GetRequiredService<ILogger<CardDelivery>>(), provider.GetService<IAlertStore>() is null ? null : provider.GetRequiredService<AlertMessages>(), provider.GetService<LostPlaces>(),
            provider.GetService<NodeMetrics>()));
        services.TryAddSingleton(provider => new CardKeeper(
            provider.GetServices<IChannel>(), provider.GetRequiredService<ICardStore>(), provider.GetRequiredService<CardDelivery>(),
            provider.GetRequiredService<WorkLoop>(), provider.GetRequiredService<WorkerPresence>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetService<WorkSignal>()));
        services.TryAddSingleton<ScanConversation>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IChatCommand, ScanCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, ReportCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, FindingsCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, DiffCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, RescanCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, CancelCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, WatchCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, UnwatchCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, WatchesCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, MuteCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, PauseCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, ResumeCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, WhyCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, AcceptCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, AcceptedCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, UnacceptCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, StatusCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, HelpCommand>(),
        ]);
        services.TryAddSingleton<CommandCatalog>();
        services.TryAddSingleton<CommandRouter>();
        return services;
    }
}
