using DockerScan.Core.Images;

namespace DockerScan.Core.Watches;

/// <summary>What a watch knows of one tag on one platform. <see cref="WatchDecision"/> reads it, and <see cref="WatchProgress"/> is the one that changes it.</summary>
public sealed record WatchTarget
{
    /// <summary>How many results the baseline holds at most.</summary>
    public const int BaselineSize = 5;

    /// <summary>The watch.</summary>
    public required string WatchId { get; init; }

    /// <summary>The tag; empty when the image is named by its digest alone.</summary>
    public required string Tag { get; init; }

    /// <summary>The platform.</summary>
    public required ImagePlatform Platform { get; init; }

    /// <summary>How often it was written: a write over another revision than the one that was read is refused.</summary>
    public int Revision { get; init; }

    /// <summary>The digest that the registry gave last, of the platform's manifest; null while it never did.</summary>
    public ImageDigest? SeenDigest { get; init; }

    /// <summary>The index that named it; null where there was none.</summary>
    public ImageDigest? SeenIndex { get; init; }

    /// <summary>Since when <see cref="SeenDigest"/> is that one, as far as this watch saw.</summary>
    public DateTimeOffset? SeenSince { get; init; }

    /// <summary>The digest that the last scan that counts was of; null while there was none.</summary>
    public ImageDigest? ScannedDigest { get; init; }

    /// <summary>What that scan looked with, the database of the last matching included; null while there was none.</summary>
    public WatchBasis? Basis { get; init; }

    /// <summary>When the whole pipeline ended last with a result that counts; null while it never did.</summary>
    public DateTimeOffset? LastFullAt { get; init; }

    /// <summary>The last complete result, one of a later matching included; null while there was none.</summary>
    public ScanId? LastComplete { get; init; }

    /// <summary>The results that news are told from: their union, the newest first. One that was partial only adds to it.</summary>
    public IReadOnlyList<ScanId> Baseline { get; init; } = [];

    /// <summary>How many scans in a row were partial, of the same digest.</summary>
    public int PartialRuns { get; init; }

    /// <summary>How many runs have passed since scanners, rules or sandbox changed and its turn had not come.</summary>
    public int WaitedRuns { get; init; }

    /// <summary>How many runs in a row failed.</summary>
    public int Failures { get; init; }

    /// <summary>Why it was not looked at the last time; null when it was.</summary>
    public ScanFailure? Problem { get; init; }

    /// <summary>What tells it from every other of its watch.</summary>
    public string Key => $"{Tag}|{Platform}";

    /// <summary>The result to compare the next one with; null when there is none.</summary>
    public ScanId? Compared => LastComplete ?? (Baseline.Count > 0 ? Baseline[0] : null);

    /// <summary>True at the failure that is said: the third in a row, and none after it.</summary>
    public bool IsToldOfFailures => Failures == WatchProgress.ToldFailures;

    /// <summary>One that was never looked at.</summary>
    public static WatchTarget New(string watch, string tag, ImagePlatform platform) => new() { WatchId = watch, Tag = tag, Platform = platform };
}
