namespace DockerScan.Core.Assessment;

/// <summary>The impact metrics of a CVSS v3.x or v4.0 base vector.</summary>
/// <param name="IsAnyHigh">Confidentiality, integrity or availability impact is High.</param>
/// <param name="TouchesConfidentiality">Confidentiality impact is not None.</param>
/// <remarks>Metric names: CVSS v3.1 specification, section 2.3 (C, I, A); CVSS v4.0, section 2.2 (VC, VI, VA).</remarks>
public sealed record CvssImpact(bool IsAnyHigh, bool TouchesConfidentiality)
{
    private const int MaxLength = 512;

    /// <summary>Reads a vector; null when there is none, or when one of the three metrics is missing, there twice or not H, L or N.</summary>
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
            if (colon > 0 && !metrics.TryAdd(pair[..colon], pair[(colon + 1)..]))
            {
                return null;
            }
        }

        var prefix = metrics.ContainsKey("VC") ? "V" : string.Empty;
        // A value that is none of these must not pass for a low impact: without a vector the severity alone decides.
        return Impact("C") is { } c && Impact("I") is { } i && Impact("A") is { } a
            ? new CvssImpact(c == "H" || i == "H" || a == "H", c != "N")
            : null;

        string? Impact(string name) => metrics.GetValueOrDefault(prefix + name) is "H" or "L" or "N" ? metrics[prefix + name] : null;
    }
}
