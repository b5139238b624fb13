using DockerScan.Core.Health;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;

namespace DockerScan.Host.Web;

/// <summary>
/// <c>/healthz</c>, whether the program lives, and <c>/readyz</c>, whether it can do the work of its role. Under a host name that is not known
/// each says the status alone.
/// </summary>
internal static class HealthEndpoint
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet(HostGuard.HealthPath, Alive).AllowAnonymous();
        app.MapGet(HostGuard.ReadyPath, Ready).AllowAnonymous();
    }

    // What its parts say is in it, and does not make it dead: who starts it again would mend nothing of that.
    private static IResult Alive(HttpContext context, HealthMonitor monitor, HostGuard guard)
    {
        var code = monitor.IsTurning ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        if (monitor.Latest is not { } latest)
        {
            return Results.Json(new { status = monitor.IsTurning ? "starting" : "stuck" }, statusCode: code);
        }

        var status = monitor.IsTurning ? Word(latest.Parts.Min(report => report.Status)) : "stuck";
        object body = guard.IsKnown(context)
            ? new { status, latest.CheckedAt, parts = latest.Parts.Select(report => new { report.Part, Status = Word(report.Status), report.Detail, report.NextStep }) }
            : new { status };
        return Results.Json(body, statusCode: code);
    }

    private static IResult Ready(HttpContext context, HealthMonitor monitor, HostGuard guard, Settings settings)
    {
        if (monitor.Latest is not { } latest)
        {
            return Results.Json(new { status = "starting" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var (whole, reasons, parts) = Readiness.Judge(settings.Role, latest.Parts);
        if (!monitor.IsTurning)
        {
            // What was true once says nothing of now.
            whole = HealthStatus.Unhealthy;
            reasons = ["the parts have not been looked at for minutes", .. reasons];
        }

        var status = Readiness.Word(whole);
        object body = guard.IsKnown(context)
            ? new
            {
                status, role = settings.Role.Word(), latest.CheckedAt, reasons,
                parts = parts.Select(part => new { part.Part, Status = Readiness.Word(part.Status), part.Needed, part.Detail, part.NextStep }),
            }
            : new { status };
        return Results.Json(body, statusCode: whole == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();
}
