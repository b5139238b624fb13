namespace DockerScan.Core.Stores;

/// <summary>Removes what was kept long enough. Called once a day while the program stays.</summary>
public interface IRetention
{
    /// <summary>Removes it. Never the last complete result of a live watch, nor the evidence of an open finding. Called again after a failure, and by several processes at once.</summary>
    /// <param name="cancellationToken">The program stops.</param>
    Task RemoveOldAsync(CancellationToken cancellationToken);
}
