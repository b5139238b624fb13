namespace DockerScan.Core.Findings;

/// <summary>How bad a scanner says a finding is; ordered.</summary>
public enum Severity
{
    /// <summary>The source gives none.</summary>
    Unknown,

    /// <summary>Low.</summary>
    Low,

    /// <summary>Medium.</summary>
    Medium,

    /// <summary>High.</summary>
    High,

    /// <summary>Critical.</summary>
    Critical,
}
