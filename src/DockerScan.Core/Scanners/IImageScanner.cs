using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Scanners;

/// <summary>One way of looking at an image. It only scans: time limit, concurrency and joining are the engine's.</summary>
public interface IImageScanner
{
    /// <summary>The stable id, one of <see cref="Stages.StageIds"/>.</summary>
    string Id { get; }

    /// <summary>True when nearly all of its time is waiting: it takes no processor from others, and is not held back for them.</summary>
    bool IsWaiting => false;

    /// <summary>What it is right now. Cheap, and never throws for a missing tool: then the version says so.</summary>
    Task<ScannerIdentity> IdentifyAsync(CancellationToken cancellationToken);

    /// <summary>How long a scan of this image may take.</summary>
    TimeSpan GetTimeLimit(TargetImage image);

    /// <summary>Scans. Expected failures are outcomes; only cancellation and bugs throw.</summary>
    Task<ScannerOutcome> ScanAsync(ScannerInput input, CancellationToken cancellationToken);
}

/// <summary>What a scanner is right now. A result is reused only while every scanner's identity is the same.</summary>
/// <param name="Id">The scanner's id.</param>
/// <param name="Version">Its program's version and ours.</param>
/// <param name="Data">The version of the data it looks things up in, e.g. the database's time; null without any.</param>
public sealed record ScannerIdentity(string Id, string Version, string? Data);

/// <summary>What a scanner gets. Immutable.</summary>
/// <param name="Scan">The scan.</param>
/// <param name="Image">The image, in the engine.</param>
/// <param name="Content">Its files, shared by all scanners.</param>
/// <param name="Options">What was asked.</param>
public sealed record ScannerInput(ScanId Scan, TargetImage Image, IImageContent Content, ScanOptions Options)
{
    /// <summary>Where to tell what is seen at the moment that it is, for whoever watches the scan. May be called from any thread, costs nothing, and never throws.</summary>
    public IProgress<StageNews> News { get; init; } = NoNews.Instance;

    /// <summary>
    /// To be awaited right before anything of the image is started: throws <see cref="EngineException"/> when another worker has the scan by now,
    /// so that one who stood still meanwhile starts nothing.
    /// </summary>
    public Func<CancellationToken, Task> ConfirmAsync { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Takes what goes on after the answer and never fails, such as the removal of a sandbox: the image stays until it has ended. May be called from any thread.</summary>
    public Action<Task> AfterAnswer { get; init; } = static _ => { };

    private sealed class NoNews : IProgress<StageNews>
    {
        public static NoNews Instance { get; } = new();

        public void Report(StageNews value)
        {
            // Nobody watches.
        }
    }
}
