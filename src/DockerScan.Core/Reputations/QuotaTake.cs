namespace DockerScan.Core.Reputations;

/// <summary>Whether one request may be made now.</summary>
/// <param name="RetryAt">Null when it may, and is counted already; else the earliest time at which it makes sense to ask again.</param>
public sealed record QuotaTake(DateTimeOffset? RetryAt)
{
    /// <summary>True when the request may be made.</summary>
    public bool IsTaken => RetryAt is null;
}
