using System.Globalization;
using DockerScan.Core.Health;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Running;

/// <summary>Free space where reports, database and temporary files go.</summary>
internal sealed class DiskSpaceProbe(DataFolder data) : IHealthProbe
{
    private const long GiB = 1024L * 1024 * 1024;
    // Trivy unpacks layers into a temporary folder; twice a usual image is the least that works.
    private const long Least = 1 * GiB;
    private const long Comfortable = 5 * GiB;

    public string Part => "disk";

    public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
    {
        var free = new DriveInfo(data.Path).AvailableFreeSpace;
        var detail = string.Create(CultureInfo.InvariantCulture, $"{(double)free / GiB:0.0} GiB free");
        return Task.FromResult<IReadOnlyList<HealthReport>>([(free switch
        {
            < Least => new HealthReport("disk", HealthStatus.Unhealthy, detail, "free at least 1 GiB, or set DOCKERSCAN_DATA to another disk"),
            < Comfortable => new HealthReport("disk", HealthStatus.Degraded, detail, "large images may not fit; 5 GiB are comfortable"),
            _ => new HealthReport("disk", HealthStatus.Healthy, detail),
        }) with { Place = data.Path }]);
    }
}
