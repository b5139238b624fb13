using DockerScan.Conversation.Messages;
using DockerScan.Core.Words;
using DockerScan.Discord.Rendering;
using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;

namespace DockerScan.Discord.Answers;

/// <summary>Makes files ready to be sent.</summary>
internal static class DiscordUploads
{
    /// <summary>A message and its file; one whose file cannot go along says so.</summary>
    public static async Task<(DiscordMessage Rendered, DiscordUpload? Upload)> RenderAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        if (message.Attachment is not { } attachment)
        {
            return (DiscordRenderer.Render(message), null);
        }

        var upload = await LoadAsync(attachment, cancellationToken);
        return upload is null
            ? (DiscordRenderer.Render(message with { Text = $"{Vocabulary.In(message.Language).NotAttached(attachment.FileName)}\n{message.Text}" }), null)
            : (DiscordRenderer.Render(message, upload.File), upload);
    }

    /// <summary>The file; null when it is over Discord's limit or cannot be read.</summary>
    private static async Task<DiscordUpload?> LoadAsync(ChatAttachment attachment, CancellationToken cancellationToken)
    {
        var bytes = attachment.Path is { } path ? await ReadAsync(path, cancellationToken) : attachment.Content;
        return bytes is { Length: <= DiscordLimits.File } content
            ? new DiscordUpload(new DiscordFile(0, Name(attachment.FileName)), attachment.MediaType, content)
            : null;
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            if (file.Length > DiscordLimits.File)
            {
                return null;
            }

            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The card then says that the file is missing.
            return null;
        }
    }

    // It goes into a header of the form.
    private static string Name(string name)
        => new([.. name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_')]);
}
