namespace DockerScan.Core;

/// <summary>An expected failure, as a value.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Message">One line for a person, with the next step. No secrets.</param>
/// <param name="RetryAfter">When it makes sense to try again, if the other side said so.</param>
public sealed record ScanFailure(FailureKind Kind, string Message, DateTimeOffset? RetryAfter = null);
