namespace DockerScan.Scanners.Trivy.Database;

/// <summary>Keeps the vulnerability database current; for a schedule and for whoever asks.</summary>
public interface ITrivyDatabaseRefresher
{
    /// <summary>Downloads a newer database when one is due. Bounded; expected failures are results, and keep the last good database.</summary>
    Task<TrivyRefreshResult> RefreshAsync(CancellationToken cancellationToken);
}
