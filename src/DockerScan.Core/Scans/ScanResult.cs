using System.Text.Json.Serialization;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reputations;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Scans;

/// <summary>All that a scan found out. There is one for every scan that ended, also for one that found out nothing.</summary>
public sealed record ScanResult
{
    /// <summary>The scan.</summary>
    public required ScanId Id { get; init; }

    /// <summary>What was asked for.</summary>
    public required ImageReference Reference { get; init; }

    /// <summary>The platform asked for or found.</summary>
    public required ImagePlatform Platform { get; init; }

    /// <summary>The image; null when it could not be had.</summary>
    public TargetImage? Image { get; init; }

    /// <summary>The operating system found in it; null when none was.</summary>
    public OperatingSystemInfo? OperatingSystem { get; init; }

    /// <summary>How many packages were listed; null when nobody looked.</summary>
    public int? PackageCount { get; init; }

    /// <summary>When the first stage began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last one ended.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The worst open finding, also when the verdict is unknown: it is at least this bad.</summary>
    public required Verdict AtLeast { get; init; }

    /// <summary>True when every required stage completed.</summary>
    public required bool Complete { get; init; }

    /// <summary>Why the image could not be looked at; null when it could.</summary>
    public ScanFailure? Failure { get; init; }

    /// <summary>Every stage, in order.</summary>
    public required IReadOnlyList<StageReport> Stages { get; init; }

    /// <summary>The findings, worst first, one per key.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The checklist.</summary>
    public required IReadOnlyList<ChecklistLine> Checklist { get; init; }

    /// <summary>Whom it tried to reach.</summary>
    public IReadOnlyList<NetworkContact> Network { get; init; } = [];

    /// <summary>What it listens on.</summary>
    public IReadOnlyList<NetworkListener> Listeners { get; init; } = [];

    /// <summary>What it ran.</summary>
    public IReadOnlyList<ObservedProcess> Processes { get; init; } = [];

    /// <summary>What it did over time; null when it was not started.</summary>
    public SandboxTimeline? Timeline { get; init; }

    /// <summary>How it was started; null when it was not, or nobody said, as in results of older versions, whose stage said it in its evidence.</summary>
    public SandboxUse? Sandbox { get; init; }

    /// <summary>What network it had when it was started; null when it was not, or nobody said.</summary>
    public SandboxMode? SandboxMode => Sandbox?.Mode
        ?? (Enum.TryParse<SandboxMode>(Stages.FirstOrDefault(stage => stage.Id == StageIds.Sandbox)?.Evidence.GetValueOrDefault("mode"), ignoreCase: true, out var mode)
            ? mode
            : null);

    /// <summary>Whether its command ran in the sandbox, and how long; null when it was not to be started, or nobody said.</summary>
    public TargetRun? SandboxRun => Sandbox is { } use
        ? use.Run
        : TargetRun.Parse(Stages.FirstOrDefault(stage => stage.Id == StageIds.Sandbox)?.Evidence.GetValueOrDefault(TargetRun.EvidenceKey));

    /// <summary>What was captured of its network; null when nothing was, or it was not kept.</summary>
    public CaptureInfo? Capture { get; init; }

    /// <summary>What it starts by itself.</summary>
    public IReadOnlyList<AutorunFile> Autorun { get; init; } = [];

    /// <summary>Programs and scripts that were not in the image and were there when it was started.</summary>
    public IReadOnlyList<DroppedFile> Dropped { get; init; } = [];

    /// <summary>What was looked up at a reputation service, worst first; empty when none is set up.</summary>
    public IReadOnlyList<IndicatorReputation> Reputations { get; init; } = [];

    /// <summary>How often the result was amended after its scan, because a reputation service answered; 0 for never.</summary>
    public int Revision { get; init; }

    /// <summary>When it was amended last; null for never.</summary>
    public DateTimeOffset? AmendedAt { get; init; }

    /// <summary>Equal for scans of the same content by the same scanners with the same data: such a result may be reused.</summary>
    public string? ReuseKey { get; init; }

    /// <summary>The image that it was built on, as far as it is known now. Put in when it is read for somebody, and never stored; null when nobody looked.</summary>
    [JsonIgnore]
    public BaseImage? Base { get; init; }

    /// <summary>What is accepted of its findings now. Put in when it is read for somebody (<c>AcceptedReading</c>), and never stored.</summary>
    [JsonIgnore]
    public AcceptedFindings Accepted { get; init; } = AcceptedFindings.None;
}

/// <summary>The frames that were captured while the image ran, as a pcap file kept apart from the result.</summary>
/// <param name="SizeBytes">The file's size.</param>
/// <param name="Frames">How many frames it holds, at most 256 bytes of each.</param>
/// <param name="Sha256">Lower-case hex: whoever finds a file beside the report can tell whether it is this one.</param>
public sealed record CaptureInfo(long SizeBytes, int Frames, string Sha256);

/// <summary>The operating system in an image.</summary>
/// <param name="Family">E.g. <c>debian</c>.</param>
/// <param name="Name">Its version, e.g. <c>12.15</c>.</param>
/// <param name="EndOfLife">True when its distributor no longer mends it.</param>
public sealed record OperatingSystemInfo(string Family, string Name, bool EndOfLife);
