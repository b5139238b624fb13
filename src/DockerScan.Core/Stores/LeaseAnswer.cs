namespace DockerScan.Core.Stores;

/// <summary>What a store answers to a write that carries a claim.</summary>
public enum LeaseAnswer
{
    /// <summary>The claim is stale: somebody else claimed the item since, or it ended. Nothing was written. The default, so that a forgotten answer writes nothing.</summary>
    Stale,

    /// <summary>It was written; the claim holds, or ended with it.</summary>
    Held,

    /// <summary>It was written, and somebody wants the work to stop.</summary>
    StopWanted,
}
