namespace DockerScan.Core.Reputations;

/// <summary>What one request on the way of a file gave.</summary>
/// <param name="Kind">How the service answered.</param>
/// <param name="IsDone">True when the analysis is complete, and the file can be asked about.</param>
/// <param name="Reason">Why it did not work, in one line; null when it did.</param>
/// <param name="RetryAfter">How long the service asks to wait.</param>
public sealed record UploadStep(ReputationAnswerKind Kind, bool IsDone = false, string? Reason = null, TimeSpan? RetryAfter = null);
