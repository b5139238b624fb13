using DockerScan.Conversation;
using DockerScan.Conversation.Languages;
using DockerScan.Conversation.Reports;
using DockerScan.Core.Health;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Discord;
using DockerScan.Docker;
using DockerScan.Engine;
using DockerScan.Engine.Alerting;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Watching;
using DockerScan.Host.Running;
using DockerScan.Host.Telemetry;
using DockerScan.Host.Watching;
using DockerScan.Host.Web;
using DockerScan.Mongo;
using DockerScan.Registry;
using DockerScan.Reporting;
using DockerScan.Scanners.Autorun;
using DockerScan.Scanners.ImageConfig;
using DockerScan.Scanners.Exploits;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Trivy;
using DockerScan.Scheduling;
using DockerScan.Slack;
using DockerScan.Sqlite;
using DockerScan.Terminal;
using DockerScan.VirusTotal;
using DockerScan.Webhooks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Composition;

/// <summary>The one place that knows every part: a line per feature.</summary>
internal static class DockerScanServices
{
    public static IServiceCollection AddDockerScan(this IServiceCollection services, Settings settings, DataFolder data)
    {
        services.AddSingleton(settings);
        services.AddSingleton(data);
        services.Bind<ScanningOptions>(settings, ScanningOptions.Section);
        services.Bind<DockerOptions>(settings, DockerOptions.Section);
        services.Bind<RegistryOptions>(settings, RegistryOptions.Section);
        services.Bind<TrivyOptions>(settings, TrivyOptions.Section).PostConfigure(trivy => Complete(trivy, data));
        services.Bind<AutorunOptions>(settings, AutorunOptions.Section);
        services.Bind<StorageOptions>(settings, StorageOptions.Section).PostConfigure(storage => storage.Path = string.IsNullOrEmpty(storage.Path) ? data.Database : storage.Path);
        services.Bind<ReportingOptions>(settings, ReportingOptions.Section);
        services.Bind<ServeOptions>(settings, ServeOptions.Section);
        services.Bind<TelemetryOptions>(settings, TelemetryOptions.Section);
        services.Bind<WebOptions>(settings, WebOptions.Section);

        // Before the engine, whose own source says "not configured".
        services.Bind<VirusTotalOptions>(settings, VirusTotalOptions.Section);
        services.AddVirusTotal(data.Uploads);
        services.AddEngine(data.Workers);
        services.AddSingleton(_ => new AuditWriter(data.Installation));
        services.AddStore(settings);
        services.AddRegistry();
        services.AddDocker().AddDockerOwner(_ => data.Installation).AddDockerIndexCache(data.Indexes);
        services.AddTrivyScanner();
        services.AddImageConfigScanner();
        services.AddAutorunScanner();
        services.AddSandbox(settings, data.SandboxProof);
        services.Bind<ExploitOptions>(settings, ExploitOptions.Section);
        services.AddExploitLists(data.Lists);
        services.Bind<ScheduleOptions>(settings, ScheduleOptions.Section);
        services.AddScheduling();
        services.Bind<AlertOptions>(settings, AlertOptions.Section);
        services.AddAlerts();
        services.Bind<WatchOptions>(settings, WatchOptions.Section);
        // After whatever it works with: what is missing then is done without.
        services.AddWatches();
        services.AddReporting().AddCaptureFiles(data.Reports);
        services.Bind<ChatOptions>(settings, ChatOptions.Section);
        services.AddChatCommands();
        services.AddConsoleChat();
        services.AddSlack(settings);
        services.AddDiscord(settings);
        services.AddWebhooks(settings);
        return services.AddHost().KeepTo(settings.Role);
    }

    // What is no kind at all is refused with the section.
    private static void AddStore(this IServiceCollection services, Settings settings)
    {
        if (nameof(StoreKind.Mongo).Equals(settings.Configuration[$"{StorageOptions.Section}:{nameof(StorageOptions.Kind)}"], StringComparison.OrdinalIgnoreCase))
        {
            services.AddMongoStore();
        }
        else
        {
            services.AddSqliteStore();
        }
    }

    private static void AddSandbox(this IServiceCollection services, Settings settings, string proof)
    {
        services.Bind<SandboxOptions>(settings, SandboxOptions.Section);
        if (settings.IsOn(SandboxOptions.Section, usual: true))
        {
            services.AddDockerSandbox(provider => provider.GetRequiredService<IOptions<SandboxOptions>>().Value.DockerHost);
            services.AddSandboxScanner().AddSandboxProof(proof);
        }
    }

    private static void AddSlack(this IServiceCollection services, Settings settings)
    {
        services.Bind<SlackOptions>(settings, SlackOptions.Section);
        services.AddSlackOptions();
        if (!settings.Role.Chats() || !settings.IsOn(SlackOptions.Section, usual: false))
        {
            return;
        }

        services.AddSlack();
        if (IsMode(settings, SlackOptions.Section, nameof(SlackMode.Http)))
        {
            services.AddSlackEndpoints();
        }
    }

    private static void AddDiscord(this IServiceCollection services, Settings settings)
    {
        services.Bind<DiscordOptions>(settings, DiscordOptions.Section);
        services.AddDiscordOptions();
        if (!settings.Role.Chats() || !settings.IsOn(DiscordOptions.Section, usual: false))
        {
            return;
        }

        services.AddDiscord();
        if (IsMode(settings, DiscordOptions.Section, nameof(DiscordMode.Http)))
        {
            services.AddDiscordEndpoint();
        }
    }

    private static void AddWebhooks(this IServiceCollection services, Settings settings)
    {
        services.Bind<WebhookOptions>(settings, WebhookOptions.Section);
        services.AddWebhookOptions();
        if (settings.Configuration.GetSection($"{WebhookOptions.Section}:{nameof(WebhookOptions.Targets)}").GetChildren().Any())
        {
            services.AddWebhooks();
        }
    }

    // What is no mode at all is refused with the section.
    private static bool IsMode(Settings settings, string section, string mode) => mode.Equals(settings.Configuration[$"{section}:Mode"], StringComparison.OrdinalIgnoreCase);

    private static IServiceCollection AddHost(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ServeOptions>, ServeOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebOptions>, WebOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, DiskSpaceProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, SettingsProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, SecretFilesProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRetention, ReportRetention>());
        services.AddSingleton<IFreeSpace, DataDisk>();
        services.AddSingleton<ReportLibrary>();
        services.AddSingleton<ReportLinks>();
        services.Replace(ServiceDescriptor.Singleton<IReportLocator, ReportLocator>());
        services.AddSingleton<CardPrinter>();
        services.AddSingleton<SampleCard>();
        services.AddSingleton<OneShotScan>();
        services.AddSingleton<BatchScan>();
        services.AddSingleton<ScanQueueService>();
        services.AddSingleton<TrivyServerService>();
        services.AddSingleton<WatchesOfFile>();
        services.AddSingleton<ChatSession>();
        return services;
    }

    private static OptionsBuilder<T> Bind<T>(this IServiceCollection services, Settings settings, string section)
        where T : class
        => services.AddOptions<T>()
            // A misspelt key stops the start: a setting that is silently ignored is worse than none.
            .Bind(settings.Configuration.GetSection(section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();

    private static void Complete(TrivyOptions trivy, DataFolder data)
    {
        trivy.CacheDirectory = trivy.CacheDirectory.Length > 0 ? trivy.CacheDirectory : data.Trivy;
        trivy.DatabasePath ??= Variable("DOCKERSCAN_TRIVY_DB");
        trivy.FallbackDatabasePath ??= Variable("DOCKERSCAN_SAMPLE_DB");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
