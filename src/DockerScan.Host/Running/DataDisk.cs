using DockerScan.Core.Scans;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Running;

/// <summary>The disk of the data folder: reports, database, and what is unpacked for a while.</summary>
internal sealed class DataDisk(DataFolder data) : IFreeSpace
{
    public long? FindFreeBytes()
    {
        try
        {
            return new DriveInfo(data.Path).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Some file systems do not say.
            return null;
        }
    }
}
