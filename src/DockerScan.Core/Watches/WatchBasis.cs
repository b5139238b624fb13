namespace DockerScan.Core.Watches;

/// <summary>What a scan looks with. Compared by text alone: what is not the same is another one.</summary>
/// <param name="Scanners">The static scanners: programs and ours.</param>
/// <param name="Rules">The files of rules that they work by.</param>
/// <param name="Sandbox">The sentinel, its rules and how long it watches; empty where images are not started.</param>
/// <param name="Database">The vulnerability database; empty where there is none.</param>
public sealed record WatchBasis(string Scanners, string Rules, string Sandbox, string Database)
{
    /// <summary>The same with another database.</summary>
    public WatchBasis With(string database) => this with { Database = database };

    /// <summary>What differs beside the database, the most telling first; null when nothing does.</summary>
    public WatchReason? DiffersFrom(WatchBasis earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return Scanners != earlier.Scanners ? WatchReason.ScannerChanged
            : Rules != earlier.Rules ? WatchReason.RulesChanged
            : Sandbox != earlier.Sandbox ? WatchReason.SandboxChanged
            : null;
    }
}
