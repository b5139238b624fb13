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
        Rehearsal.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (Rehearsal.IsAsked(parsed))
        {
            return ExitCodes.Below;
        }

        // What is wrong with the settings is a line too, and never hides the others.
        var data = DataFolder.FromEnvironment();
        await using var app = Application.Build(SettingsCheck.Lenient(parsed.GetValue(SettingsOption.Instance), data), data);
        return await RunAsync(app, Console.Out, cancellationToken);
    }

    internal static async Task<int> RunAsync(Application app, TextWriter output, CancellationToken cancellationToken)
    {
        var reports = await CheckAsync(app, cancellationToken);
        foreach (var report in reports)
        {
            var mark = report.Status switch { HealthStatus.Healthy => "✓", HealthStatus.Degraded => "!", HealthStatus.Unhealthy => "✗" };
            await output.WriteLineAsync($"{mark} {report.Part,-18} {report.Detail}{(report.Place is { } place ? $", at {place}" : string.Empty)}");
            if (report.NextStep is not null)
            {
                await output.WriteLineAsync($"  {string.Empty,-18} → {report.NextStep}");
            }
        }

        return reports.Any(report => report.Status == HealthStatus.Unhealthy) ? ExitCodes.Unavailable : ExitCodes.Below;
    }

    private static async Task<IReadOnlyList<HealthReport>> CheckAsync(Application app, CancellationToken cancellationToken)
    {
        try
        {
            return await app.ForScanning().Get<HealthCheckup>().RunAsync(Limit, cancellationToken);
        }
        catch (SettingsException e)
        {
            // A file that scans work by. What needs none of them still answers.
            IReadOnlyList<HealthReport> broken = [.. e.Problems.Select(problem => new HealthReport("scanning", HealthStatus.Unhealthy, problem, "no scan runs before it is mended"))];
            return [.. broken, .. await OthersAsync(app, cancellationToken)];
        }
    }

    private static async Task<IReadOnlyList<HealthReport>> OthersAsync(Application app, CancellationToken cancellationToken)
    {
        try
        {
            return await app.Get<HealthCheckup>().RunAsync(Limit, cancellationToken);
        }
        catch (InvalidDataException)
        {
            // Some part cannot be made without the file.
            return [];
        }
    }
}
