using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Scanners;

/// <summary>What a scanner answers. What it found counts whatever the outcome is.</summary>
public sealed record ScannerOutcome
{
    /// <summary>How it ended.</summary>
    public required StageOutcome Outcome { get; init; }

    /// <summary>Why it did not complete; required unless it did.</summary>
    public string? Reason { get; init; }

    /// <summary>What it did not look at. Without any, a scanner that did not complete answers nothing.</summary>
    public IReadOnlyList<Gap> Gaps { get; init; } = [];

    /// <summary>What it found.</summary>
    public IReadOnlyList<FindingDraft> Findings { get; init; } = [];

    /// <summary>What the image starts by itself.</summary>
    public IReadOnlyList<AutorunFile> Autorun { get; init; } = [];

    /// <summary>Whom it tried to reach.</summary>
    public IReadOnlyList<NetworkContact> Network { get; init; } = [];

    /// <summary>What it listened on.</summary>
    public IReadOnlyList<NetworkListener> Listeners { get; init; } = [];

    /// <summary>What it ran.</summary>
    public IReadOnlyList<ObservedProcess> Processes { get; init; } = [];

    /// <summary>Programs and scripts that were not in the image and were there when it was started.</summary>
    public IReadOnlyList<DroppedFile> Dropped { get; init; } = [];

    /// <summary>What the image did over time; null when it was not started.</summary>
    public SandboxTimeline? Timeline { get; init; }

    /// <summary>How it started the image; null when it did not.</summary>
    public SandboxUse? Sandbox { get; init; }

    /// <summary>What it captured; null when there is nothing to keep.</summary>
    public CapturedFrames? Capture { get; init; }

    /// <summary>The operating system, if it looked for one and found it.</summary>
    public OperatingSystemInfo? OperatingSystem { get; init; }

    /// <summary>How many packages it listed.</summary>
    public int? PackageCount { get; init; }

    /// <summary>The packages, to be compared later without the image; null when none are kept.</summary>
    public PackageRecord? Packages { get; init; }

    /// <summary>What proves it: versions, exit code, stderr tail, database age. Bounded, no secrets.</summary>
    public IReadOnlyDictionary<string, string> Evidence { get; init; } = new Dictionary<string, string>();

    /// <summary>A run to its end, with what it did not look at: the kinds of the gaps say whether it is partial.</summary>
    public static ScannerOutcome With(IReadOnlyList<Gap> gaps)
    {
        var (outcome, reason) = CheckTable.Conclude(gaps);
        return new ScannerOutcome { Outcome = outcome, Reason = reason, Gaps = gaps };
    }

    /// <summary>An outcome without findings.</summary>
    public static ScannerOutcome Without(StageOutcome outcome, string reason) => new() { Outcome = outcome, Reason = reason };
}
