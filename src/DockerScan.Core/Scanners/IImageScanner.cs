using DockerScan.Core.Images;

namespace DockerScan.Core.Scanners;

/// <summary>One way of looking at an image. It only scans: time limit, concurrency and joining are the engine's.</summary>
public interface IImageScanner
{
    /// <summary>The stable id, one of <see cref="Stages.StageIds"/>.</summary>
    string Id { get; }

    /// <summary>What it is right now. Cheap, and never throws for a missing tool: then the version says so.</summary>
    Task<ScannerIdentity> IdentifyAsync(CancellationToken cancellationToken);

    /// <summary>How long a scan of this image may take.</summary>
    TimeSpan GetTimeLimit(TargetImage image);

    /// <summary>Scans. Expected failures are outcomes; only cancellation and bugs throw.</summary>
    Task<ScannerOutcome> ScanAsync(ScannerInput input, CancellationToken cancellationToken);
}
