#pragma warning disable MA0049 // The namespace is named after what it is about.

namespace DockerScan.Sentinel.Recognition;

/// <summary>What the first bytes of a connection say.</summary>
internal sealed record Recognition
{
    /// <summary>The protocol, as <see cref="Events.ConnectionEvent.Application"/> names them.</summary>
    public required string Application { get; init; }

    /// <summary>One line.</summary>
    public required string Summary { get; init; }

    /// <summary>What was read out of the bytes.</summary>
    public Dictionary<string, string> Details { get; init; } = [];

    /// <summary>A name that the bytes give for the other side.</summary>
    public string? Domain { get; init; }
}
