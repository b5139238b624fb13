namespace DockerScan.Core.Watches.Schedules;

/// <summary>
/// What is planned in this process. It is kept in memory alone: whoever owns the watches puts them all at the start, and each one
/// that is made, changed, paused or removed later.
/// </summary>
public interface IWatchPlan
{
    /// <summary>Plans a watch, or plans it anew. The same schedule again changes nothing. A paused watch is never due, whatever its schedule becomes, until it is put with <paramref name="paused"/> false.</summary>
    /// <param name="watchId">The watch.</param>
    /// <param name="schedule">When it is due.</param>
    /// <param name="paused">True keeps it from being due.</param>
    /// <param name="ct">Ends the wait.</param>
    Task PutAsync(string watchId, WatchSchedule schedule, bool paused, CancellationToken ct);

    /// <summary>Plans it no more. One that runs goes on to its end. Nothing happens for one that is not planned.</summary>
    /// <param name="watchId">The watch.</param>
    /// <param name="ct">Ends the wait.</param>
    Task RemoveAsync(string watchId, CancellationToken ct);
}
