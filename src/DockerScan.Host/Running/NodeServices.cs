using DockerScan.Conversation.Delivery;
using DockerScan.Engine.Alerting;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Reputations;
using DockerScan.Engine.Watching;
using DockerScan.Host.Composition;
using DockerScan.Host.Web;
using DockerScan.Scheduling;

namespace DockerScan.Host.Running;

/// <summary>What runs as long as the program serves, by its role. They end in the opposite order.</summary>
internal static class NodeServices
{
    public static IServiceCollection AddNode(this IServiceCollection services, NodeRole role)
    {
        if (role.Scans())
        {
            // Before the queue, so that it ends after it.
            services.AddHostedService(provider => provider.GetRequiredService<TrivyServerService>());
            services.AddHostedService(provider => provider.GetRequiredService<ScanQueueService>());
            services.AddHostedService<DeadWorkerService>();
            services.AddHostedService(provider => provider.GetRequiredService<LookupService>());
        }

        if (role == NodeRole.Worker)
        {
            services.AddHostedService<WorkerUpkeep>();
        }

        if (role.Schedules())
        {
            services.AddHostedService(provider => provider.GetRequiredService<SchedulerService>());
            services.AddHostedService(provider => provider.GetRequiredService<WatchPlanService>());
            services.AddHostedService(provider => provider.GetRequiredService<AlertService>());
        }

        if (role.Scans())
        {
            services.AddHostedService(provider => provider.GetRequiredService<WatchService>());
        }

        // Lists are read wherever results are, from the node's own folder.
        services.AddHostedService<ExploitListService>();
        services.AddSingleton<HealthMonitor>();
        services.AddHostedService(provider => provider.GetRequiredService<HealthMonitor>());
        services.AddHostedService<StartMemory>();
        if (role.Chats())
        {
            services.AddChatPlatforms();
            services.AddHostedService(provider => provider.GetRequiredService<CardKeeper>());
        }

        return services;
    }
}
