namespace DockerScan.Engine.Reputations;

/// <summary>What a worker did.</summary>
/// <param name="HasAsked">True when it asked the service.</param>
/// <param name="RetryAt">When there is quota again; null when there is nothing to ask.</param>
internal sealed record LookupStep(bool HasAsked, DateTimeOffset? RetryAt)
{
    public static LookupStep Asked { get; } = new(true, null);

    public static LookupStep Idle { get; } = new(false, null);

    public static LookupStep WaitUntil(DateTimeOffset at) => new(false, at);
}
