using System.Globalization;
using DockerScan.Core.Sandbox;

namespace DockerScan.Reporting.Strings;

/// <summary>How long an image ran, in seconds.</summary>
internal static class TargetRunText
{
    /// <summary>With a tenth below ten seconds, and never a plain zero: what ran, ran.</summary>
    public static string Seconds(TargetRun run)
        => (Math.Max(100, run.RanMs) / 1000.0).ToString(run.RanMs < 9_950 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
