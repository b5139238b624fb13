using DockerScan.Core.Stores;

namespace DockerScan.Acme;

/// <summary>The data. Here in memory, so that the contract has something to run on: the real one is shared by processes and outlives them.</summary>
internal sealed class AcmeDatabase
{
    /// <summary>One step at a time.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Chat commands.</summary>
    public List<AuditedCommand> Commands { get; } = [];
}
