namespace DockerScan.Core.Assessment;

/// <summary>The impact metrics of a CVSS v3.x or v4.0 base vector.</summary>
/// <param name="IsAnyHigh">Confidentiality, integrity or availability impact is High.</param>
/// <param name="TouchesConfidentiality">Confidentiality impact is not None.</param>
/// <remarks>Metric names: CVSS v3.1 specification, section 2.3 (C, I, A); CVSS v4.0, section 2.2 (VC, VI, VA).</remarks>
public sealed record CvssImpact(bool IsAnyHigh, bool TouchesConfidentiality)
{
    private const int MaxLength = 512;

    /// <summary>Reads a vector; null when there is none or it lacks one of the three metrics.</summary>
    public static CvssImpact? Parse(string? vector)
    {
        if (vector is not { Length: > 0 and <= MaxLength } || !vector.StartsWith("CVSS:", StringComparison.Ordinal))
        {
            return null;
        }

        var metrics = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in vector.Split('/'))
        {
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                metrics.TryAdd(pair[..colon], pair[(colon + 1)..]);
            }
        }

        var prefix = metrics.ContainsKey("VC") ? "V" : string.Empty;
        return metrics.TryGetValue(prefix + "C", out var c) && metrics.TryGetValue(prefix + "I", out var i) && metrics.TryGetValue(prefix + "A", out var a)
            ? new CvssImpact(c == "H" || i == "H" || a == "H", c != "N")
            : null;
    }
}
