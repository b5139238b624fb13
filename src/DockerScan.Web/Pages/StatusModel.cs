using DockerScan.Core.Health;
using DockerScan.Core.Stores;
using DockerScan.Engine.Scanning;

namespace DockerScan.Web.Pages;

/// <summary>How the parts of the program are. No path of this machine is on it.</summary>
internal sealed class StatusModel(IHealthView health, IScanService scans) : WebPage
{
    public override string Title => Strings.Status;

    public override string Section => "status";

    public IReadOnlyList<HealthReport> Parts { get; private set; } = [];

    public DateTimeOffset? CheckedAt { get; private set; }

    public QueueDepth Depth { get; private set; } = new(0, 0);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (health.Latest is var (parts, at))
        {
            (Parts, CheckedAt) = ([.. parts.Select(Words.Of)], at);
        }

        Depth = await scans.GetDepthAsync(cancellationToken);
    }

    /// <summary>The colour of a state.</summary>
    public static string Class(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "none",
        HealthStatus.Degraded => "medium",
        HealthStatus.Unhealthy => "high",
    };
}
