namespace DockerScan.Scanners.Trivy.Tool;

/// <summary>The program, or why it cannot be used and what to do.</summary>
internal sealed record TrivyToolResult
{
    /// <summary>The program; null when it cannot be used.</summary>
    public TrivyTool? Tool { get; init; }

    /// <summary>Why not; empty when it can.</summary>
    public string Problem { get; init; } = string.Empty;

    /// <summary>What a person does about it.</summary>
    public string NextStep { get; init; } = string.Empty;
}
