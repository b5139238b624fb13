namespace DockerScan.Core.Reputations;

/// <summary>An indicator of a scan.</summary>
/// <param name="Indicator">What.</param>
/// <param name="Rank">How telling it is, 0 to 100.</param>
/// <param name="MustAsk">False when an answer is there already; the scan is then only remembered for the case that the answer changes.</param>
public sealed record WantedLookup(Indicator Indicator, int Rank, bool MustAsk);
