using DockerScan.Core.Findings;

namespace DockerScan.Core.Reading;

/// <summary>How many open findings there are of each risk.</summary>
/// <param name="High">Of high risk.</param>
/// <param name="Medium">Of medium risk.</param>
/// <param name="Low">Of low risk.</param>
public sealed record RiskCounts(int High, int Medium, int Low)
{
    /// <summary>How many of one risk.</summary>
    public int Of(Risk risk) => risk switch
    {
        Risk.High => High,
        Risk.Medium => Medium,
        Risk.Low => Low,
    };
}
