namespace DockerScan.Scanners.Trivy.Database;

/// <summary>How a vulnerability database is.</summary>
internal enum DatabaseStatus
{
    /// <summary>Not there.</summary>
    Missing,

    /// <summary>There, but broken or half-written.</summary>
    Corrupt,

    /// <summary>Whole, but of another schema.</summary>
    WrongVersion,

    /// <summary>Whole, but past its next update and the grace.</summary>
    Stale,

    /// <summary>Whole and current.</summary>
    Present,
}
