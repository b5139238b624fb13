using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Words;
using DockerScan.Discord.Rendering;

namespace DockerScan.Discord.Wire;

/// <summary>The first answer to an interaction.</summary>
/// <param name="Type">4 is a message, 5 "working on it".</param>
/// <param name="Data">The message; null for none.</param>
internal sealed record DiscordCallback(int Type, DiscordMessage? Data = null)
{
    private const int ForOnePerson = 64;

    /// <summary>"Working on it"; all in the channel see it, and what takes its place.</summary>
    public static DiscordCallback Deferred { get; } = new(5);

    /// <summary>Too much is going on.</summary>
    public static DiscordCallback Busy(ReportLanguage language) => Private(new ChatMessage
    {
        Title = Vocabulary.In(language).TooManyRunning, Tone = ChatTone.Warning, Text = Vocabulary.In(language).NothingStarted, Language = language,
    });

    /// <summary>A message that the person alone sees.</summary>
    public static DiscordCallback Private(ChatMessage message) => new(4, DiscordRenderer.Render(message) with { Flags = ForOnePerson });
}
