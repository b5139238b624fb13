namespace DockerScan.Conversation.Languages;

/// <summary>The language of one place.</summary>
public sealed class ChatPlaceLanguage
{
    /// <summary>A platform, with a workspace or server, with a channel, all by id: <c>slack</c>, <c>slack:T1</c>, <c>slack:T1/C1</c>.</summary>
    public string Place { get; set; } = string.Empty;

    /// <summary><c>en</c> or <c>ko</c>.</summary>
    public string Language { get; set; } = string.Empty;
}
