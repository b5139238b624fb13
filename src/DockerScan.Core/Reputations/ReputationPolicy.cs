namespace DockerScan.Core.Reputations;

/// <summary>How often a service may be asked, and how long its answers hold.</summary>
public sealed record ReputationPolicy
{
    /// <summary>Which account the quota belongs to: a digest of the key, never the key.</summary>
    public required string Account { get; init; }

    /// <summary>The quota.</summary>
    public required QuotaLimits Limits { get; init; }

    /// <summary>How long a harmless verdict holds.</summary>
    public required TimeSpan HarmlessAge { get; init; }

    /// <summary>How long a suspicious verdict holds.</summary>
    public required TimeSpan SuspiciousAge { get; init; }

    /// <summary>How long a malicious verdict holds.</summary>
    public required TimeSpan MaliciousAge { get; init; }

    /// <summary>How long "not known" holds for a new scan.</summary>
    public required TimeSpan UnknownAge { get; init; }

    /// <summary>When something unknown is asked again in spare quota, counted from its first answer.</summary>
    public IReadOnlyList<TimeSpan> AskAgainAfter { get; init; } = [TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(30)];

    /// <summary>How long an answer holds.</summary>
    public TimeSpan AgeOf(Reputation reputation) => reputation switch
    {
        Reputation.Harmless => HarmlessAge,
        Reputation.Suspicious => SuspiciousAge,
        Reputation.Malicious => MaliciousAge,
        Reputation.Unknown => UnknownAge,
        Reputation.NotConfigured or Reputation.OverQuota or Reputation.Pending => TimeSpan.Zero,
    };
}

/// <summary>What an account may use.</summary>
/// <param name="PerMinute">Requests in any 60 seconds; at least 1.</param>
/// <param name="PerDay">Requests in a day of UTC; at least 1.</param>
/// <param name="InteractiveReserve">How many of a day's requests are kept for scans that somebody waits for; 0 to <paramref name="PerDay"/>.</param>
public sealed record QuotaLimits(int PerMinute, int PerDay, int InteractiveReserve);
