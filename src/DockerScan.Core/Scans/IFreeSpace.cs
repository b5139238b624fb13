namespace DockerScan.Core.Scans;

/// <summary>How much room there is where scans write.</summary>
public interface IFreeSpace
{
    /// <summary>The bytes that may still be written; null where nobody knows.</summary>
    long? FindFreeBytes();
}
