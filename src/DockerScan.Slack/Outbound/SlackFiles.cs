using System.Text;
using DockerScan.Conversation.Messages;
using DockerScan.Slack.Api;
using DockerScan.Slack.Blocks;
using Microsoft.Extensions.Logging;

namespace DockerScan.Slack.Outbound;

/// <summary>The files of a card, each a message of its own in a thread. The card stands without them: a lost one is logged.</summary>
internal sealed class SlackFiles(SlackMessages messages, ILogger logger)
{
    private const int MaxFileBytes = 20 << 20;

    /// <summary>The attachment, and what the card had no room for.</summary>
    /// <param name="parent">The card, or the thread that it is in.</param>
    /// <param name="message">The message.</param>
    /// <param name="card">As it was rendered.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task AttachAsync(SlackMessageId parent, ChatMessage message, SlackCard card, CancellationToken cancellationToken)
    {
        try
        {
            if (card.Overflow is { } text)
            {
                await messages.UploadAsync(parent, "answer.txt", Encoding.UTF8.GetBytes(text), cancellationToken);
            }

            if (message.Attachment is { } attachment && await ReadAsync(attachment, cancellationToken) is { } content)
            {
                await messages.UploadAsync(parent, attachment.FileName, content, cancellationToken);
            }
        }
        catch (SlackException failure)
        {
            Log.FileLost(logger, failure.Method, failure.Code);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.FileLost(logger, "attachment", exception.GetType().Name);
        }
    }

    private async Task<ReadOnlyMemory<byte>?> ReadAsync(ChatAttachment attachment, CancellationToken cancellationToken)
    {
        if (attachment.Path is not { } path)
        {
            return attachment.Content;
        }

        if (new FileInfo(path).Length > MaxFileBytes)
        {
            Log.FileLost(logger, "attachment", "larger than 20 MiB");
            return null;
        }

        return await File.ReadAllBytesAsync(path, cancellationToken);
    }
}
