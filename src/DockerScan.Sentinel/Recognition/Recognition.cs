#pragma warning disable MA0049 // The shape is agreed on.

namespace DockerScan.Sentinel.Recognition;

/// <summary>What the first bytes of a connection say.</summary>
internal sealed record Recognition
{
    public required string Application { get; init; }

    public required string Summary { get; init; }

    public Dictionary<string, string> Details { get; init; } = [];

    public string? Domain { get; init; }
}
