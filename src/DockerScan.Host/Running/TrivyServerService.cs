using DockerScan.Scanners.Trivy.Server;

namespace DockerScan.Host.Running;

/// <summary>Keeps the Trivy server as long as the program stays.</summary>
internal sealed class TrivyServerService(ITrivyServerKeeper keeper) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => keeper.RunAsync(stoppingToken);
}
