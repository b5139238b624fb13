using DockerScan.Core.Scans;

namespace DockerScan.Core.Stores;

/// <summary>The scans that were asked for, to be looked through. It reads no result whole: a page of the list costs the same however large the results are.</summary>
public interface IScanList
{
    /// <summary>The newest first.</summary>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task<IReadOnlyList<ListedScan>> ListAsync(ScanListQuery query, CancellationToken cancellationToken);
}

/// <summary>Which scans are listed. All that is said has to hold.</summary>
public sealed record ScanListQuery
{
    /// <summary>The most that are listed at once.</summary>
    public const int MaxTaken = 200;

    /// <summary>What the image's canonical name holds, in whichever letters; no pattern. Null for any.</summary>
    public string? Text { get; init; }

    /// <summary>The image's whole canonical name; null for any.</summary>
    public string? Reference { get; init; }

    /// <summary>Scans with a result of their own that has this verdict; null for any, and for those that have none.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Where they stand; null for any.</summary>
    public ScanState? State { get; init; }

    /// <summary>How many are passed over, 0 or more.</summary>
    public int Skip { get; init; }

    /// <summary>How many are listed, 0 to <see cref="MaxTaken"/>.</summary>
    public int Take { get; init; } = 50;
}

/// <summary>A scan in the list.</summary>
/// <param name="Id">The scan.</param>
/// <param name="Reference">The image's canonical name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="Result">What answers it; null while nothing does.</param>
public sealed record ListedScan(ScanId Id, string Reference, ScanState State, DateTimeOffset CreatedAt, ListedResult? Result);

/// <summary>What a list says of a result.</summary>
/// <param name="Id">The scan that made it: another one where it was answered with that one's.</param>
/// <param name="Platform">The platform.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="AtLeast">The worst open finding; <see cref="Scans.Verdict.None"/> too where the store has not kept it.</param>
/// <param name="Complete">Whether every required stage completed.</param>
/// <param name="Findings">How many findings it has, accepted ones included.</param>
/// <param name="FinishedAt">When it was made.</param>
public sealed record ListedResult(ScanId Id, string Platform, Verdict Verdict, Verdict AtLeast, bool Complete, int Findings, DateTimeOffset FinishedAt);
