namespace DockerScan.Core.Reputations;

/// <summary>One answer of a reputation service. Never a key, an address of an upload or a text of the service's in it.</summary>
public sealed record ReputationAnswer
{
    /// <summary>Why an account rests after <see cref="OverQuota"/>; any other reason of a rest is no matter of quota.</summary>
    public const string QuotaUsedUp = "the quota of the key is used up";

    private ReputationAnswer(ReputationAnswerKind kind, ReputationReport? report, string? reason, TimeSpan? retryAfter)
        => (Kind, Report, Reason, RetryAfter) = (kind, report, reason, retryAfter);

    /// <summary>How it answered.</summary>
    public ReputationAnswerKind Kind { get; }

    /// <summary>What it says; there when and only when it answered.</summary>
    public ReputationReport? Report { get; }

    /// <summary>Why there is no report, in one line for a person; null when there is one.</summary>
    public string? Reason { get; }

    /// <summary>How long the service asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>It answered.</summary>
    public static ReputationAnswer Of(ReputationReport report) => new(ReputationAnswerKind.Answered, report, null, null);

    /// <summary>It did not.</summary>
    public static ReputationAnswer Failed(string reason) => new(ReputationAnswerKind.Failed, null, reason, null);

    /// <summary>The quota is used up.</summary>
    public static ReputationAnswer OverQuota(TimeSpan? retryAfter)
        => new(ReputationAnswerKind.OverQuota, null, QuotaUsedUp, retryAfter);

    /// <summary>The key is not accepted.</summary>
    public static ReputationAnswer Refused(string reason) => new(ReputationAnswerKind.Refused, null, reason, null);
}
