namespace DockerScan.Scanners.Trivy.Report;

/// <summary>A secret. <c>Match</c> and <c>Code</c> are left out on purpose: they mask this secret, and show its neighbours.</summary>
internal sealed record TrivySecret
{
    public string? RuleId { get; init; }

    public string? Category { get; init; }

    public string? Severity { get; init; }

    public string? Title { get; init; }

    public int StartLine { get; init; }

    public int EndLine { get; init; }

    public TrivyLayer? Layer { get; init; }
}
