using DockerScan.Core.Health;
using DockerScan.Host.Running;

namespace DockerScan.Host.Web;

/// <summary><c>/healthz</c>: how every part is; under a host name that is not known, only whether all is well.</summary>
internal static class HealthEndpoint
{
    public static void MapHealth(this WebApplication app) => app.MapGet(HostGuard.HealthPath, Answer).AllowAnonymous();

    private static IResult Answer(HttpContext context, HealthMonitor monitor, HostGuard guard)
    {
        if (monitor.Latest is not { } latest)
        {
            return Results.Json(new { status = "starting" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var worst = latest.Parts.Min(report => report.Status);
        var status = Word(worst);
        object body = guard.IsKnown(context)
            ? new { status, latest.CheckedAt, parts = latest.Parts.Select(report => new { report.Part, Status = Word(report.Status), report.Detail, report.NextStep }) }
            : new { status };
        return Results.Json(body, statusCode: worst == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();
}
