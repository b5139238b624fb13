namespace DockerScan.Engine.Scanning;

/// <summary>
/// The removal of what killed programs left on the engine, while it goes on. A scan may look its image up and be answered meanwhile; it
/// makes nothing of its own there before the removal is over.
/// </summary>
public sealed class LeftOvers
{
    private Task _removal = Task.CompletedTask;

    /// <summary>Ends with the removal; completed when none goes on.</summary>
    public Task Removal => Volatile.Read(ref _removal);

    /// <summary>A removal goes on from now.</summary>
    public void Begin(Task removal) => Volatile.Write(ref _removal, removal);
}
