using DockerScan.Core.Stores;

namespace DockerScan.Conversation.Delivery;

/// <summary>Whether a card that is followed for long is still in this process's hands: the store is asked again when it was not for a while.</summary>
/// <param name="outbox">The outbox.</param>
/// <param name="claim">The card's claim; null for one that nobody else could show.</param>
/// <param name="time">The clock: one that goes on while a process stands still.</param>
internal sealed class CardHold(CardOutbox outbox, Claim? claim, TimeProvider time)
{
    // The lease is prolonged all the time while the process lives; one who slept for so long may have lost it.
    private static readonly TimeSpan Trusted = CardOutbox.Lease / 3;

    private long _confirmedAt = time.GetTimestamp();
    private bool _isLost;

    /// <summary>False when another process has the card, or nobody can tell: a step that is let pass is no loss.</summary>
    public async Task<bool> IsHeldAsync(CancellationToken cancellationToken)
    {
        if (claim is null || _isLost || time.GetElapsedTime(_confirmedAt) < Trusted)
        {
            return !_isLost;
        }

        var answer = await outbox.ConfirmAsync(claim, cancellationToken);
        _isLost = answer == LeaseAnswer.Stale;
        _confirmedAt = answer is null ? _confirmedAt : time.GetTimestamp();
        return answer is not (null or LeaseAnswer.Stale);
    }
}
