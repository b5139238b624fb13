using DockerScan.Core.Health;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy;

/// <summary>The program and its database, for <c>doctor</c>.</summary>
internal sealed class TrivyHealthProbe(TrivyToolLocator locator, DatabaseProvider databases, JavaInspector java, TimeProvider time) : IHealthProbe
{
    private const string ToolPart = "trivy";
    private const string DatabasePart = "trivy database";
    private const string JavaPart = "java database";

    /// <inheritdoc/>
    public string Part => ToolPart;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
        => [await ToolAsync(cancellationToken), Database(), .. Java()];

    private async Task<HealthReport> ToolAsync(CancellationToken cancellationToken)
    {
        try
        {
            var located = await locator.LocateAsync(cancellationToken);
            if (located.Tool is not { } tool)
            {
                return new HealthReport(ToolPart, HealthStatus.Unhealthy, located.Problem, located.NextStep);
            }

            var now = time.GetUtcNow();
            return TrivyAge.IsOld(tool, now)
                ? new HealthReport(ToolPart, HealthStatus.Degraded, $"{Describe(tool, now)}; what came after it is unknown to it", TrivyAge.NextStep) { Place = tool.Path }
                : new HealthReport(ToolPart, HealthStatus.Healthy, Describe(tool, now)) { Place = tool.Path };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new HealthReport(
                ToolPart, HealthStatus.Unhealthy, $"its cache folder cannot be used ({e.GetType().Name})", "check space and rights of Trivy:CacheDirectory");
        }
    }

    private static string Describe(TrivyTool tool, DateTimeOffset now)
    {
        var age = TrivyAge.Age(tool, now) ?? (TrivyReleases.IsNewer(tool.Version) ? $"newer than {TrivyReleases.Current}" : "how old is not known");
        return $"version {TrivyAge.Name(tool)}, {age}{(tool.Reported is { } reported ? $", calls itself {reported}" : string.Empty)}";
    }

    // Without one, scans of images with Java archives say so.
    private IEnumerable<HealthReport> Java()
    {
        var database = java.Inspect(databases.Choose().SourceFolder);
        if (database is { IsUsable: true, UpdatedAt: { } at })
        {
            var age = time.GetUtcNow() - at;
            var detail = $"{DatabaseInspector.Age(age)} old";
            yield return (database.Status == DatabaseStatus.Stale
                ? new HealthReport(JavaPart, HealthStatus.Degraded, $"{detail}; scans of Java archives are never complete with it", "let this machine reach the repository of the Java database, or put a newer one into Trivy:DatabasePath")
                : new HealthReport(JavaPart, HealthStatus.Healthy, detail)) with { Age = age };
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

        var age = time.GetUtcNow() - database.UpdatedAt!.Value;
        var detail = $"{choice.Name}, {DatabaseInspector.Age(age)} old";
        return (choice.IsSample || database.Status == DatabaseStatus.Stale
            ? new HealthReport(DatabasePart, HealthStatus.Degraded, $"{detail}; scans are never complete with it", DatabaseProvider.NextStep)
            : new HealthReport(DatabasePart, HealthStatus.Healthy, detail)) with { Age = age };
    }
}
