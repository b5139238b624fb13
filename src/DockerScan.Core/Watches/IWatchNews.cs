using DockerScan.Core.Images;

namespace DockerScan.Core.Watches;

/// <summary>
/// Is told what the runs of watches found, before it is written down that they have ended. So a run may be told again after a crash: its key
/// is the same then, and whoever speaks of it speaks once.
/// </summary>
public interface IWatchNews
{
    /// <summary>
    /// A run gave results. Once for a run, when all of its scans have ended, or once for each of its scans, under keys of their own
    /// (<see cref="TellsAtOnce"/>); not at all when nothing was scanned or matched anew.
    /// </summary>
    Task EndedAsync(WatchNews news, CancellationToken cancellationToken);

    /// <summary>Whether a watch wants each image of a run told as soon as it is looked at; else all of them are told when the run has ended.</summary>
    bool TellsAtOnce(Watch watch) => false;

    /// <summary>These could not be looked at for the third time in a row. It is said then, and not again until one was.</summary>
    /// <param name="run">The run's key.</param>
    /// <param name="watch">The watch.</param>
    /// <param name="failing">What could not be looked at, with the reason.</param>
    /// <param name="cancellationToken">The program stops.</param>
    Task FailingAsync(string run, Watch watch, IReadOnlyList<WatchTarget> failing, CancellationToken cancellationToken);
}

/// <summary>What a run of a watch found.</summary>
/// <param name="Run">The run's key.</param>
/// <param name="Watch">The watch.</param>
/// <param name="Changes">A result each, of tags that point at one image, one at least.</param>
public sealed record WatchNews(string Run, Watch Watch, IReadOnlyList<WatchChange> Changes);

/// <summary>A result and the one before it.</summary>
/// <param name="Tags">The tags that point at the image.</param>
/// <param name="Platform">The platform.</param>
/// <param name="Reason">Why there is a new result. With <see cref="WatchReason.FirstSight"/> it is a silent baseline; where scanners, rules or sandbox changed it is one anew.</param>
/// <param name="Before">The result to compare with; null at first sight.</param>
/// <param name="After">The new result.</param>
/// <param name="Baseline">All results that the image is compared with, <paramref name="Before"/> among them.</param>
public sealed record WatchChange(IReadOnlyList<string> Tags, ImagePlatform Platform, WatchReason Reason, ScanId? Before, ScanId After, IReadOnlyList<ScanId> Baseline)
{
    /// <summary>True when what is new in it is new to us alone: it is no news.</summary>
    public bool IsBaseline => Before is null || Reason is WatchReason.FirstSight or WatchReason.ScannerChanged or WatchReason.RulesChanged or WatchReason.SandboxChanged;
}
