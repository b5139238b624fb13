namespace DockerScan.Scanners.Trivy.Report;

/// <summary>Where a misconfiguration is.</summary>
internal sealed record TrivyCause
{
    public int StartLine { get; init; }

    public int EndLine { get; init; }
}
