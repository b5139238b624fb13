using System.Text;
using DockerScan.Conversation.Messages;
using DockerScan.Core.Words;
using DockerScan.Slack.Api;
using DockerScan.Slack.Blocks;
using Microsoft.Extensions.Logging;

namespace DockerScan.Slack.Outbound;

/// <summary>The files of a card, each a message of its own in a thread.</summary>
internal sealed class SlackFiles(SlackMessages messages, ILogger logger)
{
    private const string Platform = "Slack";
    private const string Scope = "files:write";

    /// <summary>What the card had no room for, and its file.</summary>
    /// <param name="parent">The card, or the thread that it is in.</param>
    /// <param name="message">The message.</param>
    /// <param name="card">As it was rendered.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Null when the card is as it should be; the message in its place when its file was the answer and Slack does not take it.</returns>
    /// <exception cref="SlackException">The file is the answer, and Slack may take it later.</exception>
    public async Task<ChatMessage?> AttachAsync(SlackMessageId parent, ChatMessage message, SlackCard card, CancellationToken cancellationToken)
    {
        await AttachOverflowAsync(parent, card, cancellationToken);
        if (message.Attachment is not { } file)
        {
            return null;
        }

        try
        {
            await UploadAsync(parent, file, cancellationToken);
            return null;
        }
        catch (SlackException failure) when (file.Hint is null)
        {
            // The card stands without it.
            Log.FileLost(logger, failure.Method, failure.Reason);
            return null;
        }
        catch (SlackException failure) when (!failure.IsTransient)
        {
            Log.FileLost(logger, failure.Method, failure.Reason);
            return message.WithoutFile(Explain(file, failure, Vocabulary.In(message.Language)));
        }
    }

    private static string Explain(ChatAttachment file, SlackException failure, Vocabulary words)
        => failure.Code == SlackErrors.MissingScope
            ? words.FileNotAllowed(file.FileName, Platform, failure.Needed ?? Scope)
            : words.FileRefused(file.FileName, Platform, failure.Code);

    private async Task AttachOverflowAsync(SlackMessageId parent, SlackCard card, CancellationToken cancellationToken)
    {
        if (card.Overflow is not { } text)
        {
            return;
        }

        try
        {
            await messages.UploadAsync(parent, "answer.txt", Encoding.UTF8.GetBytes(text), cancellationToken);
        }
        catch (SlackException failure)
        {
            Log.FileLost(logger, failure.Method, failure.Reason);
        }
    }

    private Task UploadAsync(SlackMessageId parent, ChatAttachment file, CancellationToken cancellationToken)
        => file.Content.Length <= ChatLimits.File
            ? messages.UploadAsync(parent, file.FileName, file.Content, cancellationToken)
            : throw new SlackException("upload", SlackErrors.TooLarge);
}
