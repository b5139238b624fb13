namespace DockerScan.Core;

/// <summary>A secret that prints as <c>***</c>, so that it cannot reach a log by accident.</summary>
/// <param name="value">The secret.</param>
public sealed class Secret(string value)
{
    /// <summary>The secret itself, for the one place that sends it.</summary>
    public string Reveal() => value;

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
