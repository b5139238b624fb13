using DockerScan.Core.Findings;
using DockerScan.Core.Images;

namespace DockerScan.Core.Stores;

/// <summary>Looks over the results of all images at once. Safe to use from several processes.</summary>
public interface IResultIndex
{
    /// <summary>
    /// Where a vulnerability, a rule or a package is: of each image and platform what its newest complete result and any newer incomplete one
    /// have. A result that is not complete hides nothing of an older one. The newest image first, and its worst finding first.
    /// </summary>
    /// <exception cref="EngineException">The store cannot be used, or a record in it is damaged.</exception>
    Task<IReadOnlyList<FoundFinding>> FindAsync(FindingSearch search, CancellationToken cancellationToken);

    /// <summary>The image whose layers, all of them, have one of these chains, and which of them; null when none was scanned. Of several the first chain wins, then the newest scan.</summary>
    /// <param name="chains">What <see cref="LayerChain"/> gives, the one wanted most first; at most <see cref="LayerChain.MaxLayers"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task<(string Chain, ImageReference Image)?> FindImageAsync(IReadOnlyList<string> chains, CancellationToken cancellationToken);

    /// <summary>Of each name in a repository the newest result for a platform, complete or not; the newest first, at most <see cref="NewestResult.Most"/>.</summary>
    /// <param name="repository">The repository as <see cref="ImageReference.Repository"/> has it.</param>
    /// <param name="platform">The platform.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task<IReadOnlyList<NewestResult>> ListNewestAsync(string repository, ImagePlatform platform, CancellationToken cancellationToken);
}

/// <summary>The newest result of a name and platform.</summary>
/// <param name="Scan">The scan that made it.</param>
/// <param name="Reference">The name.</param>
/// <param name="Chain">What identifies its layers; null where they were not kept.</param>
/// <param name="Complete">Whether every required stage completed.</param>
public sealed record NewestResult(ScanId Scan, ImageReference Reference, string? Chain, bool Complete)
{
    /// <summary>The most that are listed of one repository.</summary>
    public const int Most = 200;
}

/// <summary>What is looked for over all images.</summary>
public sealed record FindingSearch
{
    /// <summary>The most that are listed at once.</summary>
    public const int MaxTaken = 200;

    /// <summary>The finding's id or its package, whole, in whichever letters.</summary>
    public required string Text { get; init; }

    /// <summary>How many are passed over, 0 or more.</summary>
    public int Skip { get; init; }

    /// <summary>How many are listed, 0 to <see cref="MaxTaken"/>.</summary>
    public int Take { get; init; } = 50;

    /// <summary>The spellings that are looked for: ids and packages are written in one case or the other.</summary>
    public IReadOnlyList<string> Spellings => [.. ((string[])[Text, Text.ToUpperInvariant(), Text.ToLowerInvariant()]).Distinct(StringComparer.Ordinal)];
}

/// <summary>A finding, and whose it is.</summary>
/// <param name="Scan">The scan whose result it is of.</param>
/// <param name="Reference">The image's canonical name.</param>
/// <param name="Platform">The platform.</param>
/// <param name="FinishedAt">When the result was made.</param>
/// <param name="Finding">It, as it was found: what is accepted of it now is not looked at.</param>
public sealed record FoundFinding(ScanId Scan, string Reference, string Platform, DateTimeOffset FinishedAt, Finding Finding);
