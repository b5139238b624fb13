using DockerScan.Core.Stores;

namespace DockerScan.Engine.Work;

/// <summary>What is done with claimed items of one kind.</summary>
/// <typeparam name="T">The item.</typeparam>
public interface IWork<T>
{
    /// <summary>How long to wait after the failures that an item had.</summary>
    TimeSpan PauseAfter(T item);

    /// <summary>Does the work, and ends the item with a write that carries the claim; or says when it is due again.</summary>
    /// <param name="claimed">The item.</param>
    /// <param name="cancellationToken">Cancelled when the program stops, when somebody wants the work to stop, and when the claim is stale.</param>
    Task<WorkEnd> DoAsync(Claimed<T> claimed, CancellationToken cancellationToken);

    /// <summary>Every second while the work goes on; the answer of whatever it asked the store. <see cref="LeaseAnswer.Held"/> where nothing is to be asked.</summary>
    Task<LeaseAnswer> BeatAsync(Claimed<T> claimed, CancellationToken cancellationToken) => Task.FromResult(LeaseAnswer.Held);

    /// <summary>The work was broken off: ends the item, or says when it is due again.</summary>
    /// <param name="claimed">The item.</param>
    /// <param name="isWanted">True when somebody wanted that; false when the program stops.</param>
    /// <param name="cancellationToken">Bounds it.</param>
    Task<WorkEnd> StopAsync(Claimed<T> claimed, bool isWanted, CancellationToken cancellationToken) => Task.FromResult(WorkEnd.Again(TimeSpan.Zero));
}

/// <summary>What becomes of a claimed item.</summary>
/// <param name="DueAfter">When it is due again; null when it has ended or is left to somebody else.</param>
/// <param name="IsFailure">True when the work failed.</param>
public sealed record WorkEnd(TimeSpan? DueAfter, bool IsFailure)
{
    /// <summary>It has ended.</summary>
    public static WorkEnd Done { get; } = new(null, false);

    /// <summary>Nothing was tried; it is due again.</summary>
    public static WorkEnd Again(TimeSpan after) => new(after, false);

    /// <summary>It failed, and is due again.</summary>
    public static WorkEnd Failed(TimeSpan after) => new(after, true);
}
