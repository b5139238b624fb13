using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.Conversation.Cards;

/// <summary>What a card is about.</summary>
/// <param name="Scan">The scan.</param>
/// <param name="Reference">The image.</param>
/// <param name="Platform">The platform asked for; null for the default.</param>
/// <param name="Joined">True when somebody else had asked for the same scan already; then it is not this person's to cancel.</param>
/// <param name="Language">The language of the place where it stands.</param>
public sealed record ScanCardSubject(
    ScanId Scan, ImageReference Reference, ImagePlatform? Platform, bool Joined, ReportLanguage Language = ReportLanguage.English)
{
    /// <summary>What the card says beside the scan: of the watch that asked for it.</summary>
    public IReadOnlyList<ChatField> Notes { get; init; } = [];
}
