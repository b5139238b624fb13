namespace DockerScan.TestKit.Slack;

/// <summary>What goes wrong with one call.</summary>
/// <param name="Status">The HTTP status; 200 with an <paramref name="Error"/> is Slack's usual failure.</param>
/// <param name="Error">The error code of the answer.</param>
/// <param name="RetryAfterSeconds">The header of a 429.</param>
/// <param name="Until">Held back until this completes: a slow answer.</param>
public sealed record SlackFault(int Status = 200, string? Error = null, int? RetryAfterSeconds = null, Task? Until = null)
{
    /// <summary>The call is done, and its answer is lost.</summary>
    public bool IsAnswerLost { get; init; }

    public static SlackFault AnswerLost { get; } = new() { IsAnswerLost = true };

    public static SlackFault RateLimited(int seconds) => new(429, "ratelimited", seconds);

    public static SlackFault ServerError { get; } = new(500);

    public static SlackFault Refused(string error) => new(200, error);

    public static SlackFault Slow(Task until) => new(Until: until);
}
