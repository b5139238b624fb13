namespace DockerScan.Sentinel.Events;

/// <summary>What the host tells a role, as one JSON object in the environment variable <c>SENTINEL_SPEC</c>.</summary>
internal sealed record SentinelSpec
{
    /// <summary><c>sinkhole</c>, <c>none</c> or <c>open</c>.</summary>
    public string Mode { get; init; } = "sinkhole";

    /// <summary>The honeytokens to look for, by id.</summary>
    public Dictionary<string, string> Tokens { get; init; } = [];

    /// <summary>Honeytoken files in the target: path to token id. The inspect role watches them.</summary>
    public Dictionary<string, string> TokenFiles { get; init; } = [];

    /// <summary>Secrets the metadata service hands out, by name: <c>awsAccessKeyId</c>, <c>awsSecretAccessKey</c>, <c>awsToken</c>, <c>gcpToken</c>, <c>azureToken</c>. Each is also in <see cref="Tokens"/>.</summary>
    public Dictionary<string, string> Metadata { get; init; } = [];

    /// <summary>Drawn for this run: what the network role makes up (addresses, answers) follows from it.</summary>
    public string Salt { get; init; } = string.Empty;

    /// <summary>The evidence capture's cap in bytes; 0 for none.</summary>
    public long MaxPcapBytes { get; init; } = 8L << 20;

    /// <summary>True when the host holds each role's standard input open for as long as it watches: its end ends the role, and with the inspect role the target.</summary>
    public bool HostOnInput { get; init; }

    /// <summary>After so many seconds the roles end by themselves, whoever watches; 0 for never.</summary>
    public int MaxSeconds { get; init; }

    /// <summary>How many files a process of the target may have open; 0 for no watch.</summary>
    public int MaxOpenFiles { get; init; }

    /// <summary>The user id the inspect role changes to, so that the target cannot signal it.</summary>
    public int InspectorUid { get; init; }

    /// <summary>Where the gate lies in the target.</summary>
    public string GatePath { get; init; } = "/.init";

    /// <summary>The name under which gate and inspector meet, unguessable and another for each run.</summary>
    public string GateName { get; init; } = "gate";
}
