using DockerScan.Core.Scans;

namespace DockerScan.Core.Scanners;

/// <summary>Keeps captures on this machine, each in the folder of its scan's reports, so that both go together.</summary>
public interface ICaptureFiles
{
    /// <summary>Keeps a scan's capture, whole or not at all, readable by the owner only.</summary>
    /// <exception cref="EngineException">It cannot be written.</exception>
    Task KeepAsync(ScanId scan, CapturedFrames frames, CancellationToken cancellationToken);

    /// <summary>The absolute path of a result's capture; null when it has none, or when it is not here (another machine scanned, somebody removed it).</summary>
    string? Find(ScanResult result);
}

/// <summary>A pcap file on its way from the scanner to where it is kept. Its bytes are hostile: nothing here opens it.</summary>
/// <param name="Info">What it is.</param>
/// <param name="Content">Its bytes, bounded by the scanner.</param>
public sealed record CapturedFrames(CaptureInfo Info, ReadOnlyMemory<byte> Content);
