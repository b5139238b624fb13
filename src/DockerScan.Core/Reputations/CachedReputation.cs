namespace DockerScan.Core.Reputations;

/// <summary>An answer that was kept.</summary>
/// <param name="Indicator">What was asked about.</param>
/// <param name="Report">The answer.</param>
public sealed record CachedReputation(Indicator Indicator, ReputationReport Report);
