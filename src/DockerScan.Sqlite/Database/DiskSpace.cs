namespace DockerScan.Sqlite.Database;

/// <summary>How much room a disk has; replaced in tests.</summary>
internal class DiskSpace
{
    /// <summary>The bytes that this user may still write on the disk of a folder.</summary>
    public virtual long GetFreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;
}
