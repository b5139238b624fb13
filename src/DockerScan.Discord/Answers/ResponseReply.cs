using DockerScan.Discord.Wire;

namespace DockerScan.Discord.Answers;

/// <summary>Answers an interaction that Discord posted, in the response to that post.</summary>
internal sealed class ResponseReply(TimeProvider time) : IInteractionReply
{
    private readonly TaskCompletionSource<DiscordCallback> _given = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<bool> TryGiveAsync(DiscordCallback callback, CancellationToken cancellationToken) => Task.FromResult(_given.TrySetResult(callback));

    /// <summary>Waits for the answer. Null when there was none in time; from then on none is taken.</summary>
    public async Task<DiscordCallback?> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _given.Task.WaitAsync(DiscordAskers.ReplyLimit, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // Given in the very last moment, it counts: the command runs.
            return _given.TrySetCanceled(CancellationToken.None) ? null : await _given.Task;
        }
    }
}
