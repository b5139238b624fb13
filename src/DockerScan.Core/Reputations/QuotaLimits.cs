namespace DockerScan.Core.Reputations;

/// <summary>What an account may use.</summary>
/// <param name="PerMinute">Requests in any 60 seconds; at least 1.</param>
/// <param name="PerDay">Requests in a day of UTC; at least 1.</param>
/// <param name="InteractiveReserve">How many of a day's requests are kept for scans that somebody waits for; 0 to <paramref name="PerDay"/>.</param>
public sealed record QuotaLimits(int PerMinute, int PerDay, int InteractiveReserve);
