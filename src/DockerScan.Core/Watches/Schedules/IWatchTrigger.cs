namespace DockerScan.Core.Watches.Schedules;

/// <summary>What is told that a watch is due.</summary>
public interface IWatchTrigger
{
    /// <summary>A watch is due. Returns soon: it writes down that the watch is to run, and does not run it.</summary>
    /// <param name="watchId">The watch.</param>
    /// <param name="planned">
    /// The time that it was planned for, with the zone's offset, and the same in every process: a claim under it is made once.
    /// Of several that were missed it is the last.
    /// </param>
    /// <param name="cancellationToken">The program stops.</param>
    Task FireAsync(string watchId, DateTimeOffset planned, CancellationToken cancellationToken);
}
