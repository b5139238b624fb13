using DockerScan.Core.Reputations;

namespace DockerScan.VirusTotal;

/// <summary>From votes to a verdict.</summary>
internal static class VerdictRule
{
    /// <summary>
    /// Malicious and suspicious from the configured numbers of engines on. Something that no engine ever voted on is unknown: VirusTotal
    /// knows its name, and nothing of its safety.
    /// </summary>
    public static Reputation Decide(EngineStats? stats, VirusTotalOptions options) => stats switch
    {
        null or { Asked: 0 } => Reputation.Unknown,
        _ when stats.Malicious >= options.MaliciousEngines => Reputation.Malicious,
        _ when stats.Flagged >= options.SuspiciousEngines => Reputation.Suspicious,
        _ => Reputation.Harmless,
    };
}
