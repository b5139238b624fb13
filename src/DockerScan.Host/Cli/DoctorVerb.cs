using System.CommandLine;
using DockerScan.Core.Health;
using DockerScan.Engine.Health;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Cli;

/// <summary><c>doctor</c>: a tick or a next step for everything a scan needs.</summary>
internal static class DoctorVerb
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var command = new Command("doctor", "Check engine, Trivy, database, store, disk space and settings. Exit 69 when something needed is missing.");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance)).ForScanning();
        var reports = await app.Get<HealthCheckup>().RunAsync(Limit, cancellationToken);
        foreach (var report in reports)
        {
            var mark = report.Status switch { HealthStatus.Healthy => "✓", HealthStatus.Degraded => "!", HealthStatus.Unhealthy => "✗" };
            await Console.Out.WriteLineAsync($"{mark} {report.Part,-18} {report.Detail}{(report.Place is { } place ? $", at {place}" : string.Empty)}");
            if (report.NextStep is not null)
            {
                await Console.Out.WriteLineAsync($"  {string.Empty,-18} → {report.NextStep}");
            }
        }

        return reports.Any(report => report.Status == HealthStatus.Unhealthy) ? ExitCodes.Unavailable : ExitCodes.Below;
    }
}
