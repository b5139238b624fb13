using DockerScan.Core.Health;
using DockerScan.Core.Scanners;
using DockerScan.Discord;
using DockerScan.Docker;
using DockerScan.Registry;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Trivy;
using DockerScan.Scheduling;
using DockerScan.Slack;
using DockerScan.VirusTotal;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DockerScan.Host.Composition;

/// <summary>Leaves out what other nodes do: what a role does not run needs no settings there, and is not looked at.</summary>
internal static class RoleParts
{
    private static readonly IReadOnlyList<(string Folder, Func<NodeRole, bool> IsNeeded)> Owners =
    [
        (typeof(DockerOptions).Namespace!, NodeRoles.Scans),
        (typeof(TrivyOptions).Namespace!, NodeRoles.Scans),
        (typeof(SandboxOptions).Namespace!, NodeRoles.Scans),
        (typeof(RegistryOptions).Namespace!, NodeRoles.Scans),
        (typeof(VirusTotalOptions).Namespace!, NodeRoles.Scans),
        (typeof(ScheduleOptions).Namespace!, NodeRoles.Schedules),
        (typeof(SlackOptions).Namespace!, NodeRoles.Chats),
        (typeof(DiscordOptions).Namespace!, NodeRoles.Chats),
    ];

    /// <summary>After all parts are registered: takes away the secrets and probes of those that the role leaves to other nodes.</summary>
    public static IServiceCollection KeepTo(this IServiceCollection services, NodeRole role)
    {
        if (role == NodeRole.All)
        {
            return services;
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthProbe, RoleProbe>());
        if (!role.Chats())
        {
            services.AddOptions<SlackOptions>().PostConfigure(slack => slack.Enabled = false);
            services.AddOptions<DiscordOptions>().PostConfigure(discord => discord.Enabled = false);
        }

        if (!role.Scans())
        {
            services.AddOptions<VirusTotalOptions>().PostConfigure(source => (source.ApiKey, source.ApiKeyFile) = (null, null));
            // Databases are refreshed where scans use them.
            services.RemoveAll<IDatabaseRefresh>();
        }

        if (!role.Schedules())
        {
            services.AddOptions<ScheduleOptions>().PostConfigure(schedules => (schedules.PingUrl, schedules.PingUrlFile) = (null, null));
        }

        foreach (var probe in services.Where(service => service.ServiceType == typeof(IHealthProbe) && !IsNeeded(service.ImplementationType, role)).ToList())
        {
            services.Remove(probe);
        }

        return services;
    }

    /// <summary>Whether a part is looked at in a role: by the folder that it stands in.</summary>
    internal static bool IsNeeded(Type? part, NodeRole role)
        => Owners.All(owner => !IsIn(part?.Namespace, owner.Folder) || owner.IsNeeded(role));

    private static bool IsIn(string? place, string folder)
        => place is not null && (place == folder || place.StartsWith(folder + ".", StringComparison.Ordinal));
}
