namespace DockerScan.Scanners.Trivy.Database;

/// <summary>Whose database it is.</summary>
internal enum DatabaseKind
{
    /// <summary>Downloaded by us.</summary>
    Downloaded,

    /// <summary>The operator's.</summary>
    Configured,

    /// <summary>The sample.</summary>
    Sample,
}
