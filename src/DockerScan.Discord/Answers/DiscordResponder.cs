using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace DockerScan.Discord.Answers;

/// <summary>
/// The answer to one command. Edits come a second apart at least; a lost edit of a working card is let pass, while the
/// last card is tried for a quarter of an hour. When the interaction's time is over, the bot writes as itself.
/// </summary>
/// <param name="interaction">The interaction; null for a message that mentioned the bot.</param>
/// <param name="reply">The way to the interaction's first answer; null for a message.</param>
/// <param name="channel">The channel.</param>
/// <param name="place">The channel's id.</param>
/// <param name="trouble">What was said in the log already.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class DiscordResponder(
    InteractionOutlet? interaction, IInteractionReply? reply, IDiscordOutlet channel, string place, RepeatedTrouble trouble, TimeProvider time, ILogger logger)
    : IChatResponder
{
    /// <summary>How long the last card is tried.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(5);
    private bool _isAccepted = reply is null;
    private string? _last;
    private DateTimeOffset _next;

    public string? Place => place;

    public bool IsLocal => false;

    public bool ShowsFiles => true;

    public string? Address => _last is null ? null : $"{place}/{_last}";

    public async Task<bool> TryAcceptAsync(CancellationToken cancellationToken)
    {
        // Not told that it runs, the person would ask again: so nothing runs.
        try
        {
            _isAccepted = _isAccepted || await reply!.TryGiveAsync(DiscordCallback.Deferred, cancellationToken);
            if (!_isAccepted)
            {
                Log.NotTaken(logger, "Discord took no answer within its time");
            }
        }
        catch (DiscordException problem)
        {
            Log.NotTaken(logger, problem.Message);
        }

        return _isAccepted;
    }

    public Task PostAsync(ChatMessage message, CancellationToken cancellationToken)
        => _isAccepted ? ShowAsync(message, null, cancellationToken) : TellAsync(reply!, message, cancellationToken);

    public Task UpdateAsync(ChatMessage message, CancellationToken cancellationToken)
        => _isAccepted ? ShowAsync(message, _last, cancellationToken) : TellAsync(reply!, message, cancellationToken);

    // Whoever may not ask is told alone. No second way is tried: in the channel all would see it.
    private async Task TellAsync(IInteractionReply first, ChatMessage message, CancellationToken cancellationToken)
    {
        if (!await first.TryGiveAsync(DiscordCallback.Private(message), cancellationToken))
        {
            Log.NotTaken(logger, "Discord took no answer within its time");
        }
    }

    private async Task ShowAsync(ChatMessage message, string? edited, CancellationToken cancellationToken)
    {
        await PaceAsync(cancellationToken);
        try
        {
            _last = await DiscordUploads.SendAsync(message, (rendered, upload) => message.IsWorking
                ? DeliverAsync(rendered, upload, edited, cancellationToken)
                : InsistAsync(rendered, upload, edited, cancellationToken));
        }
        catch (DiscordException lost) when (message.IsWorking)
        {
            SayLost(lost);
        }
        finally
        {
            _next = time.GetUtcNow() + Pause;
        }
    }

    private void SayLost(DiscordException problem)
    {
        if (trouble.IsNews($"edit: {problem.Message}"))
        {
            Log.EditLost(logger, problem.Message);
        }
    }

    private async Task PaceAsync(CancellationToken cancellationToken)
    {
        var wait = _next - time.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    // Discord may be away just when a scan ends: the card is finished when it is back.
    private async Task<string> InsistAsync(DiscordMessage message, DiscordUpload? upload, string? edited, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + Patience;
        for (var backoff = Pause; ; backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff)
        {
            try
            {
                return await DeliverAsync(message, upload, edited, cancellationToken);
            }
            catch (DiscordException away) when (away.Problem is DiscordProblem.Unavailable or DiscordProblem.RateLimited && time.GetUtcNow() + backoff < until)
            {
                if (trouble.IsNews($"last: {away.Message}"))
                {
                    Log.Retrying(logger, "last card", away.Message, backoff);
                }

                await Task.Delay(backoff, time, cancellationToken);
            }
        }
    }

    private async Task<string> DeliverAsync(DiscordMessage message, DiscordUpload? upload, string? edited, CancellationToken cancellationToken)
    {
        if (interaction is { IsOpen: true })
        {
            try
            {
                return await WriteAsync(interaction, message, upload, edited, cancellationToken);
            }
            catch (DiscordException gone) when (gone.Problem is DiscordProblem.NotFound or DiscordProblem.Unauthorized)
            {
                SayLost(gone);
            }
        }

        try
        {
            return await WriteAsync(channel, message, upload, edited, cancellationToken);
        }
        catch (DiscordException gone) when (gone.Problem == DiscordProblem.NotFound && edited is not null)
        {
            // Somebody deleted the card: the answer is still owed.
            return await channel.PostAsync(message, upload, cancellationToken);
        }
    }

    private static async Task<string> WriteAsync(IDiscordOutlet outlet, DiscordMessage message, DiscordUpload? upload, string? edited, CancellationToken cancellationToken)
    {
        if (edited is null)
        {
            return await outlet.PostAsync(message, upload, cancellationToken);
        }

        await outlet.EditAsync(edited, message, upload, cancellationToken);
        return edited;
    }
}
