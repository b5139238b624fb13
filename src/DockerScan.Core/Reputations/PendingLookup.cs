namespace DockerScan.Core.Reputations;

/// <summary>A look-up that one worker has in hand.</summary>
/// <param name="Indicator">What is to be asked.</param>
/// <param name="IsInteractive">True when somebody waits for it; else it is made in spare quota.</param>
/// <param name="Failures">How often the service failed to answer it in a row.</param>
/// <param name="FirstAnsweredAt">When it was first answered; null before that.</param>
public sealed record PendingLookup(Indicator Indicator, bool IsInteractive, int Failures, DateTimeOffset? FirstAnsweredAt);
