using DockerScan.Core.Health;

namespace DockerScan.Host.Composition;

/// <summary>Says which role this node has, and what is not looked at because other nodes do it.</summary>
internal sealed class RoleProbe(Settings settings) : IHealthProbe
{
    private const string Name = "role";

    public string Part => Name;

    public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<HealthReport>>([new HealthReport(Name, HealthStatus.Healthy, Detail(settings.Role))]);

    private static string Detail(NodeRole role) => role switch
    {
        NodeRole.Chat => "chat: engine, Trivy, sandbox, VirusTotal and schedules are needed on other nodes, and not looked at here",
        NodeRole.Worker => "worker: chats, pages and schedules are needed on other nodes, and not looked at here",
        NodeRole.Scheduler => "scheduler: engine, Trivy, sandbox, VirusTotal, chats and pages are needed on other nodes, and not looked at here",
        _ => "all: everything is done here",
    };
}
