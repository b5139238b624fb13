using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;

namespace DockerScan.Engine.Accepting;

/// <summary>What commands and the CLI ask of acceptances.</summary>
public interface IAcceptanceDesk
{
    /// <summary>The newest result with a finding of a key, and that finding; null when there is none.</summary>
    Task<KnownFinding?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Accepts. The acceptance, or why not. The same wish again, while its answer holds as long, gives that answer.</summary>
    Task<Result<Acceptance>> AcceptAsync(AcceptanceWish wish, CancellationToken cancellationToken);

    /// <summary>Keeps acceptances that were read from elsewhere; all of them, or none when one is not as it must be.</summary>
    Task<Result<IReadOnlyList<Acceptance>>> ImportAsync(IReadOnlyList<Acceptance> read, CancellationToken cancellationToken);

    /// <summary>One by its id; null when there is none.</summary>
    Task<Acceptance?> FindAcceptanceAsync(string id, CancellationToken cancellationToken);

    /// <summary>Takes one back; false when there is none or it was taken back before.</summary>
    Task<bool> TakeBackAsync(string id, string by, CancellationToken cancellationToken);

    /// <summary>Those that hold now, the newest first; with <paramref name="all"/> the newest of all there ever were.</summary>
    Task<IReadOnlyList<Acceptance>> ListAsync(bool all, CancellationToken cancellationToken);
}

/// <summary>A finding that was named by its key.</summary>
/// <param name="Result">The newest result with it, as it stands now.</param>
/// <param name="Finding">The finding.</param>
public sealed record KnownFinding(ScanResult Result, Finding Finding);

/// <summary>What somebody wants to accept.</summary>
/// <param name="Known">The finding that was named.</param>
/// <param name="Scope">How far.</param>
/// <param name="Repository">A pattern of repositories; null for the finding's own.</param>
/// <param name="Kind">As what.</param>
/// <param name="Reason">Why.</param>
/// <param name="Days">For how many days; null for ever.</param>
/// <param name="Author">Who.</param>
/// <param name="Place">Where it was said.</param>
public sealed record AcceptanceWish(
    KnownFinding Known, AcceptanceScope Scope, string? Repository, AcceptanceKind Kind, string Reason, int? Days, string Author, string Place);
