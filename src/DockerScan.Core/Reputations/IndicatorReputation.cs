namespace DockerScan.Core.Reputations;

/// <summary>One indicator of a scan and what is known of it.</summary>
public sealed record IndicatorReputation
{
    /// <summary>What was asked about.</summary>
    public required Indicator Indicator { get; init; }

    /// <summary>The check that hangs on it.</summary>
    public required string Check { get; init; }

    /// <summary>Where it was seen: paths, or addresses with port; at most 10. Hostile text.</summary>
    public required IReadOnlyList<string> Seen { get; init; }

    /// <summary>How telling it is, 0 to 100; the scarce look-ups go to the highest.</summary>
    public int Rank { get; init; }

    /// <summary>The verdict, or why there is none.</summary>
    public required Reputation Reputation { get; init; }

    /// <summary>The service's answer; null when there is none yet.</summary>
    public ReputationReport? Report { get; init; }

    /// <summary>The revision of the result in which this verdict came; 0 for one that stood at the scan's end.</summary>
    public int Revision { get; init; }

    /// <summary>True when the service was asked and knows it.</summary>
    public bool IsKnown => Reputation is Reputation.Harmless or Reputation.Suspicious or Reputation.Malicious;

    /// <summary>True while an answer is still to come.</summary>
    public bool IsWaiting => Reputation is Reputation.Pending or Reputation.OverQuota;
}
