using DockerScan.Core;

namespace DockerScan.Docker.Tests;

/// <summary>Scans that run, for sweeps.</summary>
internal static class Running
{
    public static FindRunningScans These(params IReadOnlyCollection<ScanId> scans) => _ => Task.FromResult(scans);
}
