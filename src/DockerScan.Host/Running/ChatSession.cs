using DockerScan.Engine.Queue;
using DockerScan.Engine.Reputations;
using DockerScan.Engine.Watching;
using DockerScan.Host.Watching;
using DockerScan.Scheduling;
using DockerScan.Terminal;

namespace DockerScan.Host.Running;

/// <summary>The chat in the terminal, with the workers of queue, look-ups and watches behind it.</summary>
internal sealed class ChatSession(IConsoleChat chat, ScanQueueService queue, LookupService lookups, TrivyServerService trivy, SchedulerService schedules, StartupSweeper sweeper, WatchPlanService plan, WatchService watches, WatchesOfFile file)
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await sweeper.RunAsync(cancellationToken);
        await file.ApplyAsync(cancellationToken);
        await trivy.StartAsync(cancellationToken);
        await queue.StartAsync(cancellationToken);
        await lookups.StartAsync(cancellationToken);
        await schedules.StartAsync(cancellationToken);
        await plan.StartAsync(cancellationToken);
        await watches.StartAsync(cancellationToken);
        try
        {
            await chat.RunAsync(cancellationToken);
        }
        finally
        {
            using var limit = new CancellationTokenSource(StopLimit);
            await watches.StopAsync(limit.Token);
            await plan.StopAsync(limit.Token);
            await schedules.StopAsync(limit.Token);
            await lookups.StopAsync(limit.Token);
            await queue.StopAsync(limit.Token);
            await trivy.StopAsync(limit.Token);
        }

        return 0;
    }
}
