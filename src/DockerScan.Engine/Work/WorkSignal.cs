namespace DockerScan.Engine.Work;

/// <summary>Ends the pauses of this process's loops when work was queued in it, so that nobody waits for a look. What other processes queue is found by looking.</summary>
public sealed class WorkSignal
{
    private TaskCompletionSource _next = New();

    /// <summary>Ends with the next work that comes. To be asked for before the store is, so that nothing slips in between.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Work came.</summary>
    public void Set() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
