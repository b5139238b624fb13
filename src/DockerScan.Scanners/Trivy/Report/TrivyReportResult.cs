namespace DockerScan.Scanners.Trivy.Report;

/// <summary>The report, or why it cannot be used.</summary>
/// <param name="Report">The report; null when it cannot be used.</param>
/// <param name="Problem">Why not; null when it can.</param>
internal sealed record TrivyReportResult(TrivyReport? Report, string? Problem)
{
    /// <summary>A report that cannot be used.</summary>
    public static TrivyReportResult Unusable(string problem) => new(null, problem);
}
