using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;

namespace DockerScan.Conversation.Messages;

/// <summary>A verdict as it is said in a chat.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="AtLeast">The worst open finding; it speaks when the verdict is unknown.</param>
/// <param name="Language">The language of its words.</param>
public sealed record ChatVerdict(Verdict Verdict, Verdict AtLeast, ReportLanguage Language = ReportLanguage.English)
{
    /// <summary>The colour role.</summary>
    public ChatTone Tone => ChatTones.Of(Vocabulary.Tint(Verdict, AtLeast));

    /// <summary>The words of the badge: <c>HIGH RISK</c>, <c>AT LEAST HIGH, incomplete</c>.</summary>
    public string Label => Vocabulary.In(Language).Label(Verdict, AtLeast);

    /// <summary>What it means for the person who asked.</summary>
    public string Meaning => Vocabulary.In(Language).Meaning(Verdict, AtLeast);
}
