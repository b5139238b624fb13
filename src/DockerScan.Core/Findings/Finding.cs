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

/// <summary>What others know of a vulnerability's use against anybody. It decides what is read first, and no risk and no verdict.</summary>
/// <param name="KnownSince">Since when CISA's catalogue of known exploited vulnerabilities (KEV) has it; null when it has not, or nobody looked.</param>
/// <param name="IsRansomware">True when that catalogue knows of its use in ransomware campaigns.</param>
/// <param name="Probability">FIRST's estimate (EPSS) that it will be exploited within 30 days, 0 to 1; null when there is none.</param>
public sealed record Exploitation(DateOnly? KnownSince, bool IsRansomware, double? Probability)
{
    /// <summary>True when it is known to be exploited.</summary>
    public bool IsKnown => KnownSince is not null;
}
