using System.Globalization;
using DockerScan.Conversation.Messages;
using DockerScan.Core.Words;
using DockerScan.Discord.Rendering;
using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;

namespace DockerScan.Discord.Answers;

/// <summary>Sends a message with its file; one whose file cannot go along goes without, and says so.</summary>
internal static class DiscordUploads
{
    private const string Platform = "Discord";

    // Discord's own name for it, in the settings of a server and of a channel.
    private const string Permission = "Attach Files";

    /// <summary>Sends a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="send">Sends it as rendered, with its file; called again without one when Discord does not take the file.</param>
    public static async Task<T> SendAsync<T>(ChatMessage message, Func<DiscordMessage, DiscordUpload?, Task<T>> send)
    {
        if (message.Attachment is not { } file)
        {
            return await send(DiscordRenderer.Render(message), null);
        }

        var words = Vocabulary.In(message.Language);
        if (file.Content.Length > ChatLimits.File)
        {
            return await BareAsync(message.WithoutFile(TooLarge(file, words)), send);
        }

        var upload = new DiscordUpload(new DiscordFile(0, Name(file.FileName)), file.MediaType, file.Content);
        try
        {
            return await send(DiscordRenderer.Render(message, upload.File), upload);
        }
        catch (DiscordException refused) when (refused.Problem is DiscordProblem.Forbidden or DiscordProblem.Invalid)
        {
            // When it was not for the file, this is refused too.
            return await BareAsync(message.WithoutFile(Explain(file, refused, words)), send);
        }
    }

    private static Task<T> BareAsync<T>(ChatMessage message, Func<DiscordMessage, DiscordUpload?, Task<T>> send) => send(DiscordRenderer.Render(message), null);

    private static string Explain(ChatAttachment file, DiscordException refused, Vocabulary words) => refused switch
    {
        { Problem: DiscordProblem.Forbidden } => words.FileNotAllowed(file.FileName, Platform, Permission),
        { Code: DiscordCodes.TooLarge } => TooLarge(file, words),
        _ => words.FileRefused(file.FileName, Platform, refused.Code.ToString(CultureInfo.InvariantCulture)),
    };

    private static string TooLarge(ChatAttachment file, Vocabulary words)
        => words.FileTooLarge(file.FileName, Units.Size(file.Content.Length), Units.Size(ChatLimits.File));

    // It goes into a header of the form.
    private static string Name(string name)
        => new([.. name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_')]);
}
