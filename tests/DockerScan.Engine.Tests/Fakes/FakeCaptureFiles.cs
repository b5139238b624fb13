using DockerScan.Core;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;

namespace DockerScan.Engine.Tests.Fakes;

internal sealed class FakeCaptureFiles : ICaptureFiles
{
    public List<(ScanId Scan, CapturedFrames Frames)> Kept { get; } = [];

    public bool IsFull { get; set; }

    public Task KeepAsync(ScanId scan, CapturedFrames frames, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsFull)
        {
            throw new EngineException(new ScanFailure(FailureKind.DiskFull, "The disk is full"));
        }

        Kept.Add((scan, frames));
        return Task.CompletedTask;
    }

    public string? Find(ScanResult result) => null;
}
