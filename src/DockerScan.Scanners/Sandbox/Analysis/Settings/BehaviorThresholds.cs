namespace DockerScan.Scanners.Sandbox.Analysis.Settings;

/// <summary>The numbers of <c>config/behavior.yaml</c>, where each has its reason.</summary>
internal sealed record BehaviorThresholds
{
    /// <summary>Until when a start script may be root before it gives that up.</summary>
    public required double RootSettleSeconds { get; init; }

    /// <summary>From this share of one core on, the processor is busy.</summary>
    public required double MinerCpuShare { get; init; }

    /// <summary>For so long it must be.</summary>
    public required double MinerCpuSeconds { get; init; }

    public required double DosSynPerSecond { get; init; }

    public required double DosSynTotal { get; init; }

    public required double DosSmallPacketBytes { get; init; }

    public required double DosTcpPerSecond { get; init; }

    public required double DosTcpTotal { get; init; }

    public required double DosUdpPerSecond { get; init; }

    public required double DosUdpTotal { get; init; }

    public required double DosIcmpPerSecond { get; init; }

    public required double DosIcmpTotal { get; init; }

    /// <summary>How many times the numbers of one destination all destinations together may reach.</summary>
    public required double DosAllFactor { get; init; }

    public required double ScanPorts { get; init; }

    public required double ScanAddresses { get; init; }

    public required double ScanNeighbours { get; init; }

    public required double ContactNamesPerParent { get; init; }

    public required double ContactPortsPerAddress { get; init; }

    public required double ContactAddresses { get; init; }

    /// <summary>From so many names below one domain on, data may be in them.</summary>
    public required double DnsTunnelNames { get; init; }

    /// <summary>Characters before the domain, from which on a name can be data.</summary>
    public required double DnsTunnelPayloadLength { get; init; }

    public required double DnsGeneratedDomains { get; init; }

    /// <summary>The part of all public domains asked for that must look made up, 0 to 1.</summary>
    public required double DnsGeneratedShare { get; init; }

    public required double CrashInteractiveSeconds { get; init; }

    public required double WatchInspectorSilenceSeconds { get; init; }

    public required double WatchSilenceSeconds { get; init; }
}
