using DockerScan.Conversation.Messages;

namespace DockerScan.Discord.Rendering;

/// <summary>The stripe beside a card. It never says anything that the words do not say too.</summary>
internal static class DiscordColors
{
    public static int Of(ChatTone tone) => tone switch
    {
        ChatTone.Neutral => 0x5865F2,
        ChatTone.Muted => 0x99AAB5,
        ChatTone.Good => 0x2E9E5B,
        ChatTone.Notice => 0x3B82C4,
        ChatTone.Warning => 0xE8A317,
        ChatTone.Danger => 0xD33A2C,
        ChatTone.Unknown => 0x9B3FC4,
    };
}
