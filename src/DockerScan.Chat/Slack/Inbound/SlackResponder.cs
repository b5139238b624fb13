using System.Text;
using System.Text.Json.Nodes;
using DockerScan.Chat.Slack.Api;
using DockerScan.Chat.Slack.Blocks;
using DockerScan.Chat.Slack.Outbound;
using DockerScan.Engine.Chat;
using DockerScan.Engine.Chat.Messages;
using Microsoft.Extensions.Logging;

namespace DockerScan.Chat.Slack.Inbound;

/// <summary>
/// Answers one command. A working card whose step is lost goes on with the next one; a card that is finished is tried for
/// <see cref="Patience"/>, so that a Slack that was away for a while still gets the verdict.
/// </summary>
internal sealed class SlackResponder(SlackMessages messages, SlackApi api, SlackInbound inbound, TimeProvider time, ILogger logger) : IChatResponder
{
    /// <summary>How long a finished card is tried.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private const int MaxFileBytes = 20 << 20;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private SlackMessageId? _last;

    public string? Address => _last is { } last ? new SlackAddress(last, inbound.Thread).ToString() : null;

    // The transport has answered Slack already; who sees what is said with each message.
    public Task<bool> TryAcceptAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public Task PostAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        _last = null;
        return ShowAsync(message, cancellationToken);
    }

    public Task UpdateAsync(ChatMessage message, CancellationToken cancellationToken) => ShowAsync(message, cancellationToken);

    private async Task ShowAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        var card = SlackRenderer.Render(message);
        if (message.IsWorking)
        {
            await ShowStepAsync(card, cancellationToken);
            return;
        }

        await PersistAsync(token => DeliverAsync(message, card, token), cancellationToken);
        await AttachAsync(message, card, cancellationToken);
    }

    private async Task ShowStepAsync(SlackCard card, CancellationToken cancellationToken)
    {
        try
        {
            if (_last is { } last)
            {
                await messages.TryUpdateAsync(last, card, cancellationToken);
            }
            else
            {
                _last = await messages.PostAsync(inbound.Channel, inbound.Thread, card, cancellationToken);
            }
        }
        catch (SlackException failure) when (failure.IsTransient)
        {
            Log.StepLost(logger, failure.Method, failure.Code);
        }
        catch (SlackException failure) when (failure.IsAbsent)
        {
            // Said once, and the scan runs on: its result can be asked for where the bot is.
            await InviteAsync(cancellationToken);
            throw;
        }
    }

    private async Task DeliverAsync(ChatMessage message, SlackCard card, CancellationToken cancellationToken)
    {
        try
        {
            if (_last is { } last)
            {
                await messages.UpdateAsync(last, card, cancellationToken);
            }
            else if (message.IsPrivate)
            {
                await TellAsync(card, cancellationToken);
            }
            else
            {
                _last = await messages.PostAsync(inbound.Channel, inbound.Thread, card, cancellationToken);
            }
        }
        catch (SlackException failure) when (failure.Code is "message_not_found" or "cant_update_message" or "edit_window_closed" && _last is not null)
        {
            // Somebody deleted the card: the verdict is posted anew.
            _last = await messages.PostAsync(inbound.Channel, inbound.Thread, card, cancellationToken);
        }
        catch (SlackException failure) when (failure.IsAbsent && !message.IsPrivate)
        {
            await InviteAsync(cancellationToken);
            throw;
        }
    }

    // The address that came with the command reaches the person even where the bot is not.
    private async Task TellAsync(SlackCard card, CancellationToken cancellationToken)
    {
        if (inbound.ResponseUrl is { } url)
        {
            await api.RespondAsync(url, Private(card), cancellationToken);
            return;
        }

        await messages.PostPrivatelyAsync(inbound.Channel, inbound.User, inbound.Thread, card, cancellationToken);
    }

    private async Task InviteAsync(CancellationToken cancellationToken)
    {
        if (inbound.ResponseUrl is { } url)
        {
            var card = SlackRenderer.Render(new ChatMessage
            {
                Title = "I am not in this channel",
                Tone = ChatTone.Warning,
                Text = "I may only answer where I am a member. Invite me with /invite and my name, then ask again.",
            });
            await api.RespondAsync(url, Private(card), cancellationToken);
        }
    }

    private static JsonObject Private(SlackCard card)
        => new() { ["response_type"] = "ephemeral", ["replace_original"] = false, ["text"] = card.Text, ["blocks"] = card.Blocks.DeepClone() };

    private async Task PersistAsync(Func<CancellationToken, Task> deliver, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var pause = TimeSpan.FromSeconds(1);
        while (true)
        {
            try
            {
                await deliver(cancellationToken);
                return;
            }
            catch (SlackException failure) when (failure.IsTransient && time.GetElapsedTime(started) < Patience)
            {
                var wait = failure.RetryAfter is { } asked && asked > pause ? asked : pause;
                Log.Retrying(logger, failure.Method, failure.Code, wait);
                await Task.Delay(wait, time, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    // The card stands without its files: a lost one is logged, and does not make the command fail.
    private async Task AttachAsync(ChatMessage message, SlackCard card, CancellationToken cancellationToken)
    {
        if (_last is not { } last)
        {
            return;
        }

        // A file goes to the thread of the card, or to the thread that the card is in.
        var parent = last with { Timestamp = inbound.Thread ?? last.Timestamp };
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
