namespace DockerScan.Scanners.Trivy.Database;

/// <summary>What a refresh did.</summary>
public enum TrivyRefreshOutcome
{
    /// <summary>It failed; the last good database stays, if there is one.</summary>
    Failed,

    /// <summary>A newer database is in place.</summary>
    Refreshed,

    /// <summary>The one in place is current.</summary>
    Current,

    /// <summary>The operator's own database is used: there is nothing to download.</summary>
    NotApplicable,
}
