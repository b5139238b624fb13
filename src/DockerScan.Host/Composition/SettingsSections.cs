using DockerScan.Conversation.Languages;
using DockerScan.Core.Stores;
using DockerScan.Discord;
using DockerScan.Docker;
using DockerScan.Engine.Alerting;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Watching;
using DockerScan.Host.Telemetry;
using DockerScan.Host.Web;
using DockerScan.Registry;
using DockerScan.Reporting;
using DockerScan.Scanners.Autorun;
using DockerScan.Scanners.Exploits;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Trivy;
using DockerScan.Scheduling;
using DockerScan.Slack;
using DockerScan.VirusTotal;
using DockerScan.Webhooks;

namespace DockerScan.Host.Composition;

/// <summary>The sections of the settings and the options each binds.</summary>
internal static class SettingsSections
{
    public static IReadOnlyDictionary<string, Type> Options { get; } = new Dictionary<string, Type>
    {
        [ScanningOptions.Section] = typeof(ScanningOptions),
        [DockerOptions.Section] = typeof(DockerOptions),
        [RegistryOptions.Section] = typeof(RegistryOptions),
        [TrivyOptions.Section] = typeof(TrivyOptions),
        [AutorunOptions.Section] = typeof(AutorunOptions),
        [SandboxOptions.Section] = typeof(SandboxOptions),
        [ExploitOptions.Section] = typeof(ExploitOptions),
        [VirusTotalOptions.Section] = typeof(VirusTotalOptions),
        [WatchOptions.Section] = typeof(WatchOptions),
        [AlertOptions.Section] = typeof(AlertOptions),
        [ScheduleOptions.Section] = typeof(ScheduleOptions),
        [StorageOptions.Section] = typeof(StorageOptions),
        [ReportingOptions.Section] = typeof(ReportingOptions),
        [ServeOptions.Section] = typeof(ServeOptions),
        [TelemetryOptions.Section] = typeof(TelemetryOptions),
        [WebOptions.Section] = typeof(WebOptions),
        [ChatOptions.Section] = typeof(ChatOptions),
        [SlackOptions.Section] = typeof(SlackOptions),
        [DiscordOptions.Section] = typeof(DiscordOptions),
        [WebhookOptions.Section] = typeof(WebhookOptions),
    };

    public static IEnumerable<string> All => Options.Keys;

    /// <summary>The sections of chat platforms: a program runs without one.</summary>
    public static IReadOnlyList<string> Platforms { get; } = [SlackOptions.Section, DiscordOptions.Section];

    public static bool IsPlatform(string? section) => Platforms.Contains(section, StringComparer.Ordinal);
}
