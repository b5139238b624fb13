namespace DockerScan.Core.Stores;

/// <summary>Where records of commands hang together.</summary>
public interface IAuditChains
{
    /// <summary>The chains, by their writers: those whose end was noted, and those of which there are records alone (<see cref="AuditChainState.IsNoted"/>).</summary>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task<IReadOnlyList<AuditChainState>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The records of a chain in their order.</summary>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    IAsyncEnumerable<ChainedCommand> ReadAsync(string writer, CancellationToken cancellationToken);

    /// <summary>How many records are of the time before there were chains.</summary>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task<long> CountUnchainedAsync(CancellationToken cancellationToken);
}

/// <summary>The node that writes records of commands here: its chain goes on over restarts.</summary>
/// <param name="Name">Letters and digits.</param>
public sealed record AuditWriter(string Name);

/// <summary>A chain, as it was noted beside its records.</summary>
/// <param name="Writer">Whose.</param>
/// <param name="Number">The number of the last record that was noted; 0 when none was.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="CutNumber">The number of the last record that was removed because it was old; 0 for none.</param>
/// <param name="CutHash">Its hash: the anchor of what is left.</param>
public sealed record AuditChainState(string Writer, long Number, string Hash, long CutNumber, string CutHash)
{
    /// <summary>False where there are records and no end of them was noted: what stood behind the last one that is left cannot be known.</summary>
    public bool IsNoted => Number > 0;

    /// <summary>A chain whose end was noted nowhere.</summary>
    public static AuditChainState NotNoted(string writer) => new(writer, 0, string.Empty, 0, string.Empty);
}

/// <summary>A record in its chain.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Command">The record.</param>
public sealed record ChainedCommand(long Number, string Hash, AuditedCommand Command);

/// <summary>What became of looking at a chain.</summary>
/// <param name="Writer">Whose.</param>
/// <param name="Count">How many records fit.</param>
/// <param name="Number">The number of the last that fits.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Problem">What does not fit; null when all does.</param>
public sealed record AuditVerdict(string Writer, long Count, long Number, string Hash, string? Problem);
