using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Watches;

namespace DockerScan.Engine.Watching;

/// <summary>What commands, the CLI and the file of watches ask.</summary>
public interface IWatchDesk
{
    /// <summary>Makes a watch, or changes the one of the same image, rule, platforms and places, which stays paused and muted when it is.</summary>
    Task<WatchAnswer> PutAsync(WatchWish wish, CancellationToken cancellationToken);

    /// <summary>Removes a watch, and those that follow it; false when there is none.</summary>
    Task<bool> RemoveAsync(string id, CancellationToken cancellationToken);

    /// <summary>Lets a watch say nothing until a time; null lets it speak again. The watch; null when there is none.</summary>
    Task<Watch?> MuteAsync(string id, DateTimeOffset? until, CancellationToken cancellationToken);

    /// <summary>Keeps a watch from looking, or sets it going again; what it slept through is not made up for. The watch; null when there is none.</summary>
    Task<Watch?> PauseAsync(string id, bool pause, CancellationToken cancellationToken);

    /// <summary>Says which scan a person is shown for a new watch.</summary>
    Task ShowFirstAsync(string id, ScanId scan, CancellationToken cancellationToken);

    /// <summary>All watches.</summary>
    Task<IReadOnlyList<Watch>> ListAsync(CancellationToken cancellationToken);

    /// <summary>How some of them stand.</summary>
    Task<IReadOnlyList<WatchStanding>> StandAsync(IReadOnlyList<Watch> watches, CancellationToken cancellationToken);

    /// <summary>When a watch looks next.</summary>
    IReadOnlyList<DateTimeOffset> Next(Watch watch, int count);

    /// <summary>What the watches will ask for in the next hours, by their schedules.</summary>
    Task<WatchForecast> ForeseeAsync(CancellationToken cancellationToken);

    /// <summary>What an image's tag points at now, and since when this digest is known here.</summary>
    Task<Result<KnownDigest>> FindDigestAsync(ImageReference image, ImagePlatform? platform, CancellationToken cancellationToken);

    /// <summary>The watch that a scan is the first of; null when it is of none.</summary>
    Task<Watch?> FindByFirstScanAsync(ScanId scan, CancellationToken cancellationToken);
}

/// <summary>How a watch stands.</summary>
/// <param name="Watch">The watch.</param>
/// <param name="Targets">What it knows.</param>
/// <param name="Last">Its last run that ended; null while there was none.</param>
/// <param name="Next">When it looks next; null when it never does.</param>
public sealed record WatchStanding(Watch Watch, IReadOnlyList<WatchTarget> Targets, EndedWatchRun? Last, DateTimeOffset? Next);

/// <summary>A digest, and since when it is known here.</summary>
/// <param name="Content">What the tag points at.</param>
/// <param name="Since">When it was first seen here; null when it never was.</param>
public sealed record KnownDigest(TagContent Content, DateTimeOffset? Since);

/// <summary>What the watches will ask for. What changes in the registries comes on top of it, and nobody knows that before.</summary>
/// <param name="Watches">How many watches there are that are not paused.</param>
/// <param name="Looks">How often they look: HEAD, which costs no pull.</param>
/// <param name="Scans">About how many whole scans their time or <c>--full</c> asks for.</param>
/// <param name="Hours">In how many hours.</param>
public sealed record WatchForecast(int Watches, int Looks, int Scans, int Hours);
