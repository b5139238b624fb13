namespace DockerScan.Scanners.Trivy.Server;

/// <summary>Keeps one Trivy server for all processes that share a cache folder. For programs that stay.</summary>
public interface ITrivyServerKeeper
{
    /// <summary>Keeps it until cancelled, and ends it then. Whatever goes wrong with it is logged and tried again; scans do without.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
