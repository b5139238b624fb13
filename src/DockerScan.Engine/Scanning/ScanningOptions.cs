using DockerScan.Core.Settings;
using DockerScan.Core.Stages;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Scanning;

/// <summary>How scans are run.</summary>
public sealed class ScanningOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Scan";

    private const int MaxPlaces = 16;
    private const int PlacesOfAProcessor = 4;

    /// <summary>The scanners that must complete before a verdict other than "unknown" is given. At least one.</summary>
    public IList<string> RequiredScanners { get; init; } = [];

    /// <summary>
    /// How many scans run at once in one process, 1 to 16; 0: four for each processor, 4 to 16, for most of a scan is waiting for its sandbox's window.
    /// From 2 on one place takes only scans that a person waits for. What needs a processor, not a window, is done for as many scans as there are processors.
    /// </summary>
    [Between(1, MaxPlaces, OrZero = true)]
    public int Concurrency { get; set; }

    /// <summary>The largest image that is pulled, in MiB as the manifest counts (compressed), 1 to 1,000,000.</summary>
    [Between(1, 1_000_000)]
    public int MaxCompressedMiB { get; set; } = 4096;

    /// <summary>The largest image that is scanned, in MiB unpacked, 1 to 1,000,000.</summary>
    [Between(1, 1_000_000)]
    public int MaxUnpackedMiB { get; set; } = 12288;

    /// <summary>How long a result of the same content, scanners and data answers later requests, in hours, 0 to 720.</summary>
    [Between(0, 720)]
    public int ReuseHours { get; set; } = 24;

    /// <summary>How long a worker's claim lasts without renewal, in seconds, 10 to 3600. A dead worker's scan is claimed again after it.</summary>
    [Between(10, 3600)]
    public int LeaseSeconds { get; set; } = 60;

    /// <summary>How often a scan is tried before it is given up, 1 to 10.</summary>
    [Between(1, 10)]
    public int MaxAttempts { get; set; } = 3;

    /// <summary>
    /// Over how many workers' ends a scan is given up as a dead letter, 1 to 10: a worker that is killed, or falls silent until its claim is over,
    /// while it has the scan in hand.
    /// </summary>
    [Between(1, 10)]
    public int MaxLosses { get; set; } = 2;

    /// <summary>How long a pull may take, in seconds, 10 to 86,400.</summary>
    [Between(10, 86_400)]
    public int PullTimeoutSeconds { get; set; } = 1800;

    /// <summary>True keeps the images that scans pulled. Images that were there before are never removed.</summary>
    public bool KeepPulledImages { get; set; }

    /// <summary>
    /// Images that others are built on, by name or digest, at most 50. One that the engine has is compared, layer by layer, with what is scanned, and
    /// is its base from as many layers on as any image that was scanned has; nothing is pulled for it.
    /// </summary>
    [Bases]
    public IList<string> Bases { get; init; } = [];

    /// <summary>How much must be free on the disk of the data folder for a new scan, in GiB, 0 to 1,000; 0 looks at nothing.</summary>
    [Between(0, 1000)]
    public int MinFreeGiB { get; set; } = 2;

    /// <summary>How many scans run at once in a process, 1 to 16.</summary>
    public int Places => Concurrency > 0 ? Concurrency : Math.Clamp(Environment.ProcessorCount * PlacesOfAProcessor, PlacesOfAProcessor, MaxPlaces);

    /// <summary>The required scanners, with the default when none is configured.</summary>
    internal IReadOnlyList<string> Required
        => RequiredScanners.Count > 0 ? [.. RequiredScanners] : [StageIds.Trivy, StageIds.ImageConfig, StageIds.Autorun];
}

/// <summary>What stands at the keys themselves, and no more.</summary>
[OptionsValidator]
internal sealed partial class ScanningOptionsValidator : IValidateOptions<ScanningOptions>;
