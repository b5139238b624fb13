using System.Text.Json.Serialization;

namespace DockerScan.Core.Findings;

/// <summary>A finding with its stable key and its risk.</summary>
public sealed record Finding
{
    /// <summary>The stable key: equal over rebuilds, rescans and changed texts. See <see cref="FindingKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>The id of the scanner that found it.</summary>
    public required string Scanner { get; init; }

    /// <summary>What the scanner said.</summary>
    public required FindingDraft Details { get; init; }

    /// <summary>What it means.</summary>
    public required Risk Risk { get; init; }

    /// <summary>Open or accepted.</summary>
    public FindingState State { get; init; } = FindingState.Open;

    /// <summary>What is known of its exploitation now. Put in when it is read for somebody, and never stored; null when nothing is.</summary>
    [JsonIgnore]
    public Exploitation? Exploitation { get; init; }
}

/// <summary>Whether a finding still asks for something.</summary>
public enum FindingState
{
    /// <summary>Open.</summary>
    Open,

    /// <summary>Accepted by a person, on the record; it does not count towards the verdict.</summary>
    Accepted,
}
