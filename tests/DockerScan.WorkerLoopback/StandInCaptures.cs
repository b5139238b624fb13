using DockerScan.Core;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;

namespace DockerScan.WorkerLoopback;

/// <summary>A file for each scan.</summary>
internal sealed class StandInCaptures(string folder) : ICaptureFiles
{
    public async Task KeepAsync(ScanId scan, CapturedFrames frames, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, scan.Value), frames.Content, cancellationToken);
    }

    public string? Find(ScanResult result) => Path.Combine(folder, result.Id.Value);
}
