namespace DockerScan.Core.Reputations;

/// <summary>How much of an account's quota is used, and what waits for it.</summary>
/// <param name="UsedThisMinute">Requests in the last 60 seconds.</param>
/// <param name="UsedToday">Requests since 00:00 UTC.</param>
/// <param name="BlockedUntil">The service asked to wait until then; null when it did not.</param>
/// <param name="BlockReason">Why, in one line.</param>
/// <param name="Waiting">How many look-ups wait, those of all accounts.</param>
public sealed record QuotaState(int UsedThisMinute, int UsedToday, DateTimeOffset? BlockedUntil, string? BlockReason, int Waiting);
