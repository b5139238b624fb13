using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>All that one run in the sandbox gave. Its texts are the target's and hostile.</summary>
internal sealed record SandboxRecord
{
    /// <summary>What the network was.</summary>
    public SandboxMode Mode { get; init; }

    /// <summary>How long it should have been watched, in seconds.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>When the image's own command was let go, on the sentinel's clock.</summary>
    public required long TargetStartMs { get; init; }

    /// <summary>When the watching ended, on the sentinel's clock; null takes the last event's time.</summary>
    public long? EndMs { get; init; }

    /// <summary>The network role's events, in order of arrival.</summary>
    public IReadOnlyList<SentinelEvent> NetworkEvents { get; init; } = [];

    /// <summary>The inspect role's events, in order of arrival.</summary>
    public IReadOnlyList<SentinelEvent> InspectEvents { get; init; } = [];

    /// <summary>How much later than the fastest one the slowest heartbeat of a sentinel reached the host, in milliseconds; null when there were too few.</summary>
    public double? EventDelayMs { get; init; }

    /// <summary>How the target ended; null when it is not known.</summary>
    public SandboxExit? Exit { get; init; }

    /// <summary>How long the image's own command ran, in milliseconds, by the host's clock; null when it is not known.</summary>
    public long? RanMs { get; init; }

    /// <summary>True when the target still ran as the window ended, and was killed for that.</summary>
    public bool WindowEnded { get; init; }

    /// <summary>Why the host killed the target before its time, e.g. a limit it crossed; null when it did not.</summary>
    public string? KilledFor { get; init; }

    /// <summary>What was done to the inspector, for which the run was ended; null when nothing was.</summary>
    public string? WatcherAttack { get; init; }

    /// <summary>When the target had ended, on the sentinel's clock, as the host learnt of it; null when that is not known.</summary>
    public long? TargetEndMs { get; init; }

    /// <summary>The image's configuration.</summary>
    public required ImageConfiguration Configuration { get; init; }

    /// <summary>The image's files; null when they are not known. Tells what a program brought along from what it made.</summary>
    public ImageFileIndex? Image { get; init; }

    /// <summary>The changed paths; null when they could not be had.</summary>
    public SandboxChanges? Changes { get; init; }

    /// <summary>New and changed executables, extracted.</summary>
    public IReadOnlyList<DroppedExecutable> Executables { get; init; } = [];

    /// <summary>The SHA-256 of files in the image under whose path a program ran whose file was changed, replaced or deleted.</summary>
    public IReadOnlyDictionary<string, string> ImageHashes { get; init; } = new Dictionary<string, string>();

    /// <summary>The text of changed files after the run, for those that <see cref="Settings.BehaviorSet.WantsText"/> names.</summary>
    public IReadOnlyDictionary<string, string> ChangedTexts { get; init; } = new Dictionary<string, string>();

    /// <summary>The text of the same files in the image; a file that the image lacks is missing here.</summary>
    public IReadOnlyDictionary<string, string> OriginalTexts { get; init; } = new Dictionary<string, string>();

    /// <summary>Those of the changed persistence places that packages brought which were installed in the run; null where that is not known.</summary>
    public IReadOnlySet<string>? PackageFiles { get; init; }

    /// <summary>Hosts, hostname and resolv.conf, before the target ran and after it.</summary>
    public IReadOnlyList<SharedFile> Shared { get; init; } = [];

    /// <summary>How the target was kept from acting while it was read; null when it never ran.</summary>
    public TargetHold? Hold { get; init; }

    /// <summary>How much it wrote and how that was counted, one line; null when there was no time to.</summary>
    public string? WrittenNote { get; init; }

    /// <summary>Planted honeytoken files: path to token id.</summary>
    public IReadOnlyDictionary<string, string> TokenFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>Paths that we put into the target ourselves, beside the honeytokens.</summary>
    public IReadOnlyCollection<string> PlantedPaths { get; init; } = ["/.init"];

    /// <summary>True when they were removed before the target ran: what lies there since is its own.</summary>
    public bool ArePlantedGone { get; init; }

    /// <summary>The name servers in the target's resolver settings: asking them is ordinary.</summary>
    public IReadOnlyCollection<string> Resolvers { get; init; } = [];

    /// <summary>The host name that the target saw.</summary>
    public string HostName { get; init; } = string.Empty;

    /// <summary>The last lines that the target wrote.</summary>
    public IReadOnlyList<string> LogTail { get; init; } = [];

    /// <summary>The captured frames; null when there are none to keep.</summary>
    public CapturedFrames? Capture { get; init; }

    /// <summary>What became of the capture, one line; null when nobody asked for it.</summary>
    public string? CaptureNote { get; init; }

    /// <summary>What went wrong while watching: a role that ended early, lines that were not JSON. One line each.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>What was not looked at, as far as the run itself knows; the judge finds the rest.</summary>
    public IReadOnlyList<Gap> Gaps { get; init; } = [];
}

/// <summary>An executable that the target made or changed and that was there after the run.</summary>
/// <param name="Path">Its path. Hostile text.</param>
/// <param name="Sha256">Lower-case hex; null over the bound.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsSetUid">True with a set-uid or set-gid bit.</param>
/// <param name="SameAs">The file of the image whose content it has; null for none, or when it is not known.</param>
internal sealed record DroppedExecutable(string Path, string? Sha256, long SizeBytes, AutorunKind Kind, bool IsSetUid, string? SameAs = null);
