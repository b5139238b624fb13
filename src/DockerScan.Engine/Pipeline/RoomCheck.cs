using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Pipeline;

/// <summary>Refuses what would fill the disk: a scan that breaks for want of room looks like a broken image, and takes the store with it.</summary>
internal sealed class RoomCheck(IOptions<ScanningOptions> options, IFreeSpace? space = null)
{
    private const double GiB = 1024 * 1024 * 1024;

    /// <summary>Why nothing may be scanned now; null when it may.</summary>
    public ScanFailure? FindRefusal()
        => options.Value.MinFreeGiB is > 0 and var least && space?.FindFreeBytes() is { } free && free < least * GiB
            ? new ScanFailure(FailureKind.DiskFull, FormattableString.Invariant(
                $"the disk has {Math.Floor(free / GiB * 10) / 10:0.0} GiB free, and a scan begins with {least} GiB at least (Scan:MinFreeGiB); free some, or set DOCKERSCAN_DATA to another disk"))
            : null;
}
