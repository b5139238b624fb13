using DockerScan.Conversation.Messages;
using DockerScan.Core;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Delivery;

/// <summary>
/// What one command says. A step of a working card that the platform does not take is let pass; whatever is whole is tried for
/// <see cref="Patience"/>, unless it is kept: then whoever claims it next brings it.
/// </summary>
public sealed class ChatAnswer
{
    /// <summary>How long a whole message is tried.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly IAsker _asker;
    private readonly IIdGenerator _ids;
    private readonly RepeatedTrouble _trouble;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private bool _isWorking;
    private string? _tried;

    internal ChatAnswer(IAsker asker, IIdGenerator ids, RepeatedTrouble trouble, TimeProvider time, ILogger logger)
        => (_asker, _ids, _trouble, _time, _logger) = (asker, ids, trouble, time, logger);

    /// <summary>Whether it is read at this machine alone, as <see cref="IAsker.IsLocal"/> says.</summary>
    public bool IsLocal => _asker.IsLocal;

    /// <summary>The scan that the first card with one was about.</summary>
    internal string? Scan { get; private set; }

    /// <summary>Where the message posted last is; null while none is.</summary>
    internal string? Address { get; private set; }

    /// <summary>Where it is posted.</summary>
    internal string Place => _asker.Place;

    /// <summary>What speaks there.</summary>
    internal IChannel Channel => _asker.Channel;

    /// <summary>Set when the outbox owes the message: its key, and who writes down where it is.</summary>
    internal (string Key, Func<string, CancellationToken, Task> PostedAsync)? Kept { get; set; }

    /// <summary>A new message.</summary>
    public Task PostAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        Address = null;
        return ShowAsync(message, cancellationToken);
    }

    /// <summary>In place of the message posted last; posts when there is none, or somebody deleted it.</summary>
    public Task UpdateAsync(ChatMessage message, CancellationToken cancellationToken) => ShowAsync(message, cancellationToken);

    /// <summary>Asks the person's platform to take the command.</summary>
    internal Task<bool> TryAcceptAsync(CancellationToken cancellationToken) => _asker.TryAcceptAsync(cancellationToken);

    /// <summary>Tells the person alone.</summary>
    internal Task TellAsync(ChatMessage message, CancellationToken cancellationToken)
        => InsistAsync(token => _asker.TellAsync(message, token), cancellationToken);

    /// <summary>Takes the place of a card that is left unfinished, or posts: an error never stands below a card that works for ever.</summary>
    internal Task EndWithAsync(ChatMessage message, CancellationToken cancellationToken)
        => _isWorking ? UpdateAsync(message, cancellationToken) : PostAsync(message, cancellationToken);

    private async Task ShowAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        _isWorking = message.IsWorking;
        Scan ??= message.Thread;
        // One for all tries: a message whose answer was lost is not posted twice.
        var key = Kept?.Key ?? _ids.NewId();
        try
        {
            await (message.IsWorking || Kept is not null ? BringAsync(message, key, cancellationToken) : InsistAsync(token => BringAsync(message, key, token), cancellationToken));
        }
        catch (ChannelAwayException lost) when (message.IsWorking)
        {
            if (_trouble.IsNews($"step: {lost.Message}"))
            {
                Log.StepLost(_logger, Channel.Platform, lost.Message);
            }
        }
    }

    private async Task BringAsync(ChatMessage message, string key, CancellationToken cancellationToken)
    {
        if (Address is { } address)
        {
            try
            {
                await Channel.UpdateAsync(address, message, cancellationToken);
                return;
            }
            catch (MessageGoneException) when (!message.IsWorking)
            {
                // Somebody deleted the card: the answer is still owed, and is another message than the one that is gone.
                (Address, key) = (null, _ids.NewId());
            }
            catch (MessageGoneException)
            {
                return;
            }
        }

        try
        {
            // A second try: the first may have arrived, and its answer not.
            Address = _tried == key && await Channel.FindAsync(Place, key, cancellationToken) is { } there ? there : null;
            _tried = key;
            if (Address is { } known)
            {
                await Channel.UpdateAsync(known, message, cancellationToken);
                return;
            }

            Address = await Channel.PostAsync(Place, key, message, cancellationToken);
        }
        catch (ChannelAwayException half) when (half.Address is not null)
        {
            Address = half.Address;
            throw;
        }
        catch (MessageGoneException)
        {
            await _asker.ExplainAsync(message.Language, cancellationToken);
            throw;
        }
        finally
        {
            if (Address is { } posted && Kept is { } kept)
            {
                await kept.PostedAsync(posted, cancellationToken);
            }
        }
    }

    private async Task InsistAsync(Func<CancellationToken, Task> bring, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await bring(cancellationToken);
                return;
            }
            catch (ChannelAwayException away) when (_time.GetElapsedTime(started) < Patience)
            {
                var wait = away.RetryAfter is { } asked && asked > pause ? asked : pause;
                if (_trouble.IsNews(away.Message))
                {
                    Log.Retrying(_logger, Channel.Platform, away.Message, wait);
                }

                await Task.Delay(wait, _time, cancellationToken);
            }
        }
    }
}
