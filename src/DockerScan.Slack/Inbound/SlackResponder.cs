using System.Text.Json.Nodes;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Core;
using DockerScan.Core.Words;
using DockerScan.Slack.Api;
using DockerScan.Slack.Blocks;
using DockerScan.Slack.Outbound;
using Microsoft.Extensions.Logging;

namespace DockerScan.Slack.Inbound;

/// <summary>
/// Answers one command. A working card whose step is lost goes on with the next one; a card that is finished is tried for
/// <see cref="Patience"/>, so that a Slack that was away for a while still gets the verdict.
/// </summary>
internal sealed class SlackResponder(SlackMessages messages, SlackApi api, SlackInbound inbound, TimeProvider time, ILogger logger) : IChatResponder
{
    /// <summary>How long a finished card is tried.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private const string Invite = "/invite";
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly SlackFiles _files = new(messages, logger);
    private SlackMessageId? _last;

    public string? Place => new SlackPlace(inbound.Channel, inbound.Thread).ToString();

    public bool IsLocal => false;

    public bool ShowsFiles => true;

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
            await ShowStepAsync(card, message.Language, cancellationToken);
            return;
        }

        await PersistAsync(token => DeliverAsync(message, card, token), cancellationToken);
        if (_last is { } last)
        {
            await AttachAsync(last, message, card, cancellationToken);
        }
    }

    private async Task AttachAsync(SlackMessageId posted, ChatMessage message, SlackCard card, CancellationToken cancellationToken)
    {
        // A file goes to the thread of the card, or to the thread that the card is in.
        var parent = new SlackAddress(posted, inbound.Thread).Root;
        ChatMessage? instead = null;
        await PersistAsync(async token => instead = await _files.AttachAsync(parent, message, card, token), cancellationToken);
        if (instead is not null)
        {
            await PersistAsync(token => messages.UpdateAsync(posted, SlackRenderer.Render(instead), token), cancellationToken);
        }
    }

    private async Task ShowStepAsync(SlackCard card, ReportLanguage language, CancellationToken cancellationToken)
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
            if (api.Trouble.IsNews($"step: {failure.Message}"))
            {
                Log.StepLost(logger, failure.Method, failure.Code);
            }
        }
        catch (SlackException failure) when (failure.IsAbsent)
        {
            // Said once, and the scan runs on: its result can be asked for where the bot is.
            await InviteAsync(language, cancellationToken);
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
            await InviteAsync(message.Language, cancellationToken);
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

    private async Task InviteAsync(ReportLanguage language, CancellationToken cancellationToken)
    {
        if (inbound.ResponseUrl is { } url)
        {
            var words = Vocabulary.In(language);
            var card = SlackRenderer.Render(new ChatMessage { Title = words.NotAMember, Tone = ChatTone.Warning, Text = words.InviteMe(Invite), Language = language });
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
                if (api.Trouble.IsNews(failure.Message))
                {
                    Log.Retrying(logger, failure.Method, failure.Code, wait);
                }

                await Task.Delay(wait, time, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }
}
