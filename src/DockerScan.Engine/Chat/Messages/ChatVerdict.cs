using DockerScan.Core.Scans;

namespace DockerScan.Engine.Chat.Messages;

/// <summary>A verdict as it is said in a chat.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="AtLeast">The worst open finding; it speaks when the verdict is unknown.</param>
public sealed record ChatVerdict(Verdict Verdict, Verdict AtLeast)
{
    /// <summary>The colour role.</summary>
    public ChatTone Tone => ChatTones.Of(Verdict);

    /// <summary>The words of the badge: <c>HIGH RISK</c>, <c>UNKNOWN, at least HIGH</c>.</summary>
    public string Label => Verdict switch
    {
        Verdict.Unknown => AtLeast > Verdict.None ? $"UNKNOWN, at least {Word(AtLeast)}" : "UNKNOWN",
        Verdict.None => "NO RISK FOUND",
        _ => $"{Word(Verdict)} RISK",
    };

    /// <summary>What it means for the person who asked.</summary>
    public string Meaning => Verdict switch
    {
        Verdict.Unknown => "Not everything could be looked at, so nobody knows whether this image is safe. Do not treat it as clean.",
        Verdict.None => "Every required check ran and found nothing open.",
        Verdict.Low => "Only threats that other weaknesses could chain with.",
        Verdict.Medium => "Something here can lead to further leaks. Mend it before the image holds anything of value.",
        Verdict.High => "Something here can break the availability, confidentiality or integrity of what runs it. Do not use it as it is.",
    };

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Unknown => "UNKNOWN",
        Verdict.None => "NONE",
        Verdict.Low => "LOW",
        Verdict.Medium => "MEDIUM",
        Verdict.High => "HIGH",
    };
}
