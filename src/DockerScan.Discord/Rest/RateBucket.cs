namespace DockerScan.Discord.Rest;

/// <summary>What Discord allows of one kind of request until a moment.</summary>
internal sealed class RateBucket(int left, DateTimeOffset resetAt)
{
    /// <summary>How many more.</summary>
    public int Left { get; set; } = left;

    /// <summary>When all are allowed again.</summary>
    public DateTimeOffset ResetAt { get; } = resetAt;
}
