using DockerScan.Scanners.Autorun.Signatures;
using DockerScan.Yaml;

namespace DockerScan.Scanners.Sandbox.Analysis.Settings;

/// <summary>Reads <c>config/behavior.yaml</c>, strictly: a threshold that cannot work stops the program at its start.</summary>
internal static class BehaviorLoader
{
    private static readonly string[] SignatureCategories = ["miner", "reverse-shell"];

    /// <exception cref="InvalidDataException">The file is missing or wrong; one line for each problem.</exception>
    public static BehaviorSet Load(string path, SignatureSet signatures) => Parse(YamlFile.Text(path), signatures, path);

    internal static BehaviorSet Parse(string yaml, SignatureSet signatures, string file = "behavior.yaml") => YamlFile.Read(yaml, file, tree =>
    {
        var reader = new BehaviorReader(tree);
        var set = new BehaviorSet
        {
            Thresholds = Thresholds(reader),
            PoolDomains = reader.Names("miner.pool-domains"),
            MinerNames = reader.Names("miner.program-names"),
            MinerPorts = reader.Ports("miner.ports"),
            Mirrors = reader.Names("contact.mirrors"),
            InternalNames = reader.Names("contact.internal-names"),
            MetadataNames = reader.Names("contact.metadata-names"),
            Hooks = reader.Names("contact.hooks"),
            Drops = reader.Names("contact.drops"),
            Tunnels = reader.Names("contact.tunnels"),
            TunnelClients = reader.Names("contact.tunnel-clients"),
            PackageManagers = reader.Names("program.package-managers"),
            Shells = reader.Names("program.shells"),
            Interactive = reader.Names("program.interactive"),
            RuntimeMappings = reader.Names("program.runtime-mappings"),
            LibraryUnpackers = reader.Names("program.library-unpackers"),
            UnpackFolders = reader.Names("program.unpack-folders"),
            Linkers = reader.Names("program.linkers"),
            LanguageInstallers = reader.Names("program.language-installers"),
            Commands = reader.Commands(),
            Places = reader.Places(),
            Titles = reader.Titles,
            Signatures = [.. signatures.Scripts.Where(each => SignatureCategories.Contains(each.Category))],
            Version = YamlFile.Digest(yaml + signatures.Version),
        };
        reader.RequireAllUsed();
        return set;
    });

    private static BehaviorThresholds Thresholds(BehaviorReader reader) => new()
    {
        RootSettleSeconds = reader.Number("root.settle-seconds", 0, 60),
        MinerCpuShare = reader.Number("miner.cpu-share", 0.05, 64),
        MinerCpuSeconds = reader.Number("miner.cpu-seconds", 1, 600),
        DosSynPerSecond = reader.Number("dos.syn-per-second", 10, 1_000_000),
        DosSynTotal = reader.Number("dos.syn-total", 10, 100_000_000),
        DosSmallPacketBytes = reader.Number("dos.small-packet-bytes", 40, 65_535),
        DosTcpPerSecond = reader.Number("dos.tcp-per-second", 100, 10_000_000),
        DosTcpTotal = reader.Number("dos.tcp-total", 100, 1_000_000_000),
        DosUdpPerSecond = reader.Number("dos.udp-per-second", 10, 10_000_000),
        DosUdpTotal = reader.Number("dos.udp-total", 10, 1_000_000_000),
        DosIcmpPerSecond = reader.Number("dos.icmp-per-second", 5, 10_000_000),
        DosIcmpTotal = reader.Number("dos.icmp-total", 5, 1_000_000_000),
        DosAllFactor = reader.Number("dos.all-factor", 1, 100),
        ScanPorts = reader.Number("scan.ports-of-one-address", 5, 65_535),
        ScanAddresses = reader.Number("scan.addresses-on-one-port", 5, 65_535),
        ScanNeighbours = reader.Number("scan.addresses-of-one-neighbourhood", 4, 254),
        ContactNamesPerParent = reader.Number("contact.names-per-parent", 1, 1000),
        ContactPortsPerAddress = reader.Number("contact.ports-per-address", 1, 1000),
        ContactAddresses = reader.Number("contact.addresses", 1, 1000),
        DnsTunnelNames = reader.Number("dns-tunnel.names", 5, 10_000),
        DnsTunnelPayloadLength = reader.Number("dns-tunnel.payload-length", 8, 250),
        DnsGeneratedDomains = reader.Number("dns-generated.domains", 4, 10_000),
        DnsGeneratedShare = reader.Number("dns-generated.share", 0.1, 1),
        CrashInteractiveSeconds = reader.Number("crash.interactive-seconds", 1, 60),
        WatchInspectorSilenceSeconds = reader.Number("watch.inspector-silence-seconds", 1, 60),
        WatchSilenceSeconds = reader.Number("watch.silence-seconds", 2, 60),
    };
}
