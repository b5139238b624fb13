using System.Collections.Frozen;
using DockerScan.Core.Checks;
using DockerScan.Scanners.Autorun.Signatures;

namespace DockerScan.Scanners.Sandbox.Analysis.Settings;

/// <summary>All of <c>config/behavior.yaml</c>, and the signatures that are matched against command lines too.</summary>
internal sealed record BehaviorSet
{
    public required BehaviorThresholds Thresholds { get; init; }

    /// <summary>Mining pools; a name below one counts too.</summary>
    public required FrozenSet<string> PoolDomains { get; init; }

    /// <summary>Names of mining programs.</summary>
    public required FrozenSet<string> MinerNames { get; init; }

    /// <summary>Ports that pools use and hardly anything else does.</summary>
    public required FrozenSet<int> MinerPorts { get; init; }

    /// <summary>Package mirrors of the distributions; a name below one counts too.</summary>
    public required FrozenSet<string> Mirrors { get; init; }

    /// <summary>Ends of names that only mean something inside a network.</summary>
    public required FrozenSet<string> InternalNames { get; init; }

    /// <summary>Names that metadata services answer to.</summary>
    public required FrozenSet<string> MetadataNames { get; init; }

    /// <summary>Chat services whose address takes a message from whoever knows it.</summary>
    public required FrozenSet<string> Hooks { get; init; }

    /// <summary>Paste places, file drops, request catchers.</summary>
    public required FrozenSet<string> Drops { get; init; }

    /// <summary>Services that lead from the internet to a client behind a firewall.</summary>
    public required FrozenSet<string> Tunnels { get; init; }
    public required FrozenSet<string> TunnelClients { get; init; }

    public required FrozenSet<string> PackageManagers { get; init; }

    public required FrozenSet<string> Shells { get; init; }

    /// <summary>Programs that read commands from their standard input when started without a script.</summary>
    public required FrozenSet<string> Interactive { get; init; }

    /// <summary>Memory-only mappings that runtimes make.</summary>
    public required FrozenSet<string> RuntimeMappings { get; init; }

    /// <summary>Programs that unpack libraries into temporary folders and load them from there.</summary>
    public required FrozenSet<string> LibraryUnpackers { get; init; }

    /// <summary>What the folders are called, at their beginning, into which programs unpack themselves.</summary>
    public required FrozenSet<string> UnpackFolders { get; init; }

    /// <summary>Compilers and linkers: what they make is their work.</summary>
    public required FrozenSet<string> Linkers { get; init; }

    /// <summary>Installers of a language's packages.</summary>
    public required FrozenSet<string> LanguageInstallers { get; init; }

    /// <summary>Of all purposes: the part of the id before the first dot says which.</summary>
    public required IReadOnlyList<CommandPattern> Commands { get; init; }

    public required IReadOnlyList<PersistencePlace> Places { get; init; }

    /// <summary>Signatures for script lines, used for the categories <c>miner</c> and <c>reverse-shell</c>.</summary>
    public required IReadOnlyList<ScriptSignature> Signatures { get; init; }

    /// <summary>What the findings of its commands and places are called, in every language.</summary>
    public required IReadOnlyList<LocalizedText> Titles { get; init; }

    /// <summary>Changes whenever one of the files does.</summary>
    public required string Version { get; init; }

    /// <summary>True for a changed file whose text before and after the run is needed.</summary>
    public bool WantsText(string path) => path is "/etc/passwd" or "/etc/shadow" || Places.Any(place => place.Contains(path));

    /// <summary>True for a name in the set or below one.</summary>
    public static bool Covers(FrozenSet<string> names, string name)
    {
        for (var rest = name; ;)
        {
            if (names.Contains(rest))
            {
                return true;
            }

            var dot = rest.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0)
            {
                return false;
            }

            rest = rest[(dot + 1)..];
        }
    }
}
