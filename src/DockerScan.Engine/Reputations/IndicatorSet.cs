using DockerScan.Core.Reputations;

namespace DockerScan.Engine.Reputations;

/// <summary>What a scan has to ask a reputation service about.</summary>
/// <param name="Indicators">The indicators, most telling first, none answered yet.</param>
/// <param name="Shortfalls">Per check why something that belongs to it cannot be asked about; such a check is never "not detected".</param>
internal sealed record IndicatorSet(IReadOnlyList<IndicatorReputation> Indicators, IReadOnlyDictionary<string, string> Shortfalls)
{
    /// <summary>Why nothing is asked at the moment; null when nothing stands in the way.</summary>
    public string? Rest { get; init; }
}
