namespace DockerScan.Core.Scanners;

/// <summary>Brings the databases that scanners compare with up to date. Whoever keeps a schedule calls it; every six hours is what their makers publish at.</summary>
public interface IDatabaseRefresh
{
    /// <summary>Refreshes each database. Bounded; expected failures are results, and the last good database stays in use.</summary>
    Task<IReadOnlyList<DatabaseRefresh>> RefreshAsync(CancellationToken cancellationToken);
}

/// <summary>How one refresh went.</summary>
/// <param name="Database">Which: <c>vulnerabilities</c> or <c>java</c>.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Detail">One line for a person.</param>
/// <param name="UpdatedAt">Of when the data now in use is; null without a usable database.</param>
public sealed record DatabaseRefresh(string Database, DatabaseRefreshOutcome Outcome, string Detail, DateTimeOffset? UpdatedAt);

/// <summary>What a refresh did.</summary>
public enum DatabaseRefreshOutcome
{
    /// <summary>It failed; the last good one stays, if there is one.</summary>
    Failed,

    /// <summary>A newer one is in use.</summary>
    Refreshed,

    /// <summary>The one in use is the newest.</summary>
    Current,

    /// <summary>It is the operator's own, or not wanted: there is nothing to download.</summary>
    NotApplicable,
}
