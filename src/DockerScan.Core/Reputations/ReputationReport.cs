namespace DockerScan.Core.Reputations;

/// <summary>What a reputation service says of one indicator.</summary>
public sealed record ReputationReport
{
    /// <summary>The verdict by the configured thresholds: <see cref="Reputation.Unknown"/> or worse known.</summary>
    public required Reputation Reputation { get; init; }

    /// <summary>How many engines flag it, as malicious or suspicious; 0 or more.</summary>
    public int Flagged { get; init; }

    /// <summary>How many engines gave an answer; time-outs and engines that cannot look at such a thing are not counted.</summary>
    public int Asked { get; init; }

    /// <summary>When the service first saw it; null when it does not say.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>When its engines last looked at it; null when it does not say.</summary>
    public DateTimeOffset? LastAnalysed { get; init; }

    /// <summary>A page of the service that a person can open; https.</summary>
    public required string Link { get; init; }

    /// <summary>When we asked.</summary>
    public required DateTimeOffset CheckedAt { get; init; }
}
