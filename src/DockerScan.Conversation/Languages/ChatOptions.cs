namespace DockerScan.Conversation.Languages;

/// <summary>What holds for all chat platforms.</summary>
public sealed class ChatOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Chat";

    /// <summary>The language of cards where <see cref="Languages"/> says nothing: <c>en</c> or <c>ko</c>.</summary>
    public string Language { get; set; } = "en";

    /// <summary>The languages of places, at most 1000. The longest place that fits wins, whatever the order.</summary>
    public IList<ChatPlaceLanguage> Languages { get; set; } = [];
}
