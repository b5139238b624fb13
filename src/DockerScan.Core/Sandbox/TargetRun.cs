using System.Globalization;

namespace DockerScan.Core.Sandbox;

/// <summary>Whether the image's own command ran, how long, and how that ended. Said in the stage's evidence too, where results of older versions keep it.</summary>
/// <param name="End">How it ended.</param>
/// <param name="RanMs">How long the command ran, in milliseconds; 0 when it never did.</param>
public sealed record TargetRun(TargetEnd End, long RanMs)
{
    /// <summary>The evidence's key.</summary>
    public const string EvidenceKey = "run";

    /// <summary>Below this, in milliseconds, an image that ended by itself showed little.</summary>
    public const long ShortMs = 1000;

    private const string Never = "never ran";

    /// <summary>True when it ended by itself so soon that little could be seen.</summary>
    public bool IsShort => End == TargetEnd.Ended && RanMs < ShortMs;

    /// <summary>The form in the evidence: <c>ended after 120 ms</c>.</summary>
    public override string ToString()
        => End == TargetEnd.NeverRan ? Never : string.Create(CultureInfo.InvariantCulture, $"{Words(End)} after {RanMs} ms");

    /// <summary>Reads that form; null for anything else.</summary>
    public static TargetRun? Parse(string? text)
    {
        if (text == Never)
        {
            return new TargetRun(TargetEnd.NeverRan, 0);
        }

        foreach (var end in (ReadOnlySpan<TargetEnd>)[TargetEnd.Ended, TargetEnd.StillRunning, TargetEnd.Stopped])
        {
            var opening = Words(end) + " after ";
            if (text?.StartsWith(opening, StringComparison.Ordinal) == true && text.EndsWith(" ms", StringComparison.Ordinal)
                && long.TryParse(text.AsSpan(opening.Length, Math.Max(0, text.Length - opening.Length - 3)), NumberStyles.None, CultureInfo.InvariantCulture, out var ms))
            {
                return new TargetRun(end, ms);
            }
        }

        return null;
    }

    private static string Words(TargetEnd end) => end switch
    {
        TargetEnd.NeverRan => Never,
        TargetEnd.Ended => "ended",
        TargetEnd.StillRunning => "still running",
        TargetEnd.Stopped => "stopped",
        _ => throw new ArgumentOutOfRangeException(nameof(end)),
    };
}
