using DockerScan.Core.Health;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy;

/// <summary>The program and its database, for <c>doctor</c>.</summary>
internal sealed class TrivyHealthProbe(TrivyToolLocator locator, DatabaseProvider databases, TimeProvider time) : IHealthProbe
{
    private const string ToolPart = "trivy";
    private const string DatabasePart = "trivy database";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
        => [await ToolAsync(cancellationToken), Database()];

    private async Task<HealthReport> ToolAsync(CancellationToken cancellationToken)
    {
        try
        {
            var located = await locator.LocateAsync(cancellationToken);
            return located.Tool is { } tool
                ? new HealthReport(ToolPart, HealthStatus.Healthy, $"version {tool.Version} at {tool.Path}")
                : new HealthReport(ToolPart, HealthStatus.Unhealthy, located.Problem, located.NextStep);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new HealthReport(
                ToolPart, HealthStatus.Unhealthy, $"its cache folder cannot be used ({e.GetType().Name})", "check space and rights of Trivy:CacheDirectory");
        }
    }

    private HealthReport Database()
    {
        var choice = databases.Choose();
        var database = choice.Database;
        if (!database.IsUsable)
        {
            return new HealthReport(DatabasePart, HealthStatus.Unhealthy, $"{database.Status}: {database.Reason}", DatabaseProvider.NextStep);
        }

        var detail = $"{choice.Name}, {DatabaseInspector.Age(time.GetUtcNow() - database.UpdatedAt!.Value)} old";
        return choice.IsSample || database.Status == DatabaseStatus.Stale
            ? new HealthReport(DatabasePart, HealthStatus.Degraded, $"{detail}; scans are never complete with it", DatabaseProvider.NextStep)
            : new HealthReport(DatabasePart, HealthStatus.Healthy, detail);
    }
}
