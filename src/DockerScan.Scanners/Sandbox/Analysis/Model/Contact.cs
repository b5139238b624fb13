using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>One or more attempts to reach the same place in the same way.</summary>
internal sealed record Contact
{
    /// <summary><c>tcp</c>, <c>udp</c>, <c>icmp</c> …; <c>dns</c> when a name was asked for and nothing followed.</summary>
    public required string Protocol { get; init; }
    public required string Address { get; init; }
    public required int Port { get; init; }
    public string? Domain { get; init; }
    public ProcessInstance? Process { get; init; }
    public string? Application { get; init; }
    public required string Summary { get; init; }
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();
    public string FirstBytes { get; init; } = string.Empty;
    public bool InsideTls { get; init; }
    public required long FirstMs { get; init; }

    /// <summary>How often.</summary>
    public long Count { get; init; } = 1;
    public IReadOnlyList<SentinelEvent> Events { get; init; } = [];

    /// <summary>The paths that were asked for over HTTP: several requests can share a connection.</summary>
    public IEnumerable<string> Paths
        => Events.OfType<ConnectionEvent>().Select(each => each.Details.GetValueOrDefault("path")).OfType<string>().Distinct(StringComparer.Ordinal);

    public bool IsNameOnly => Protocol == "dns";

    /// <summary>True when packets were sent there, by the kernel's word, and none of them was seen.</summary>
    public bool IsUnseen => Events is [ContactEvent, ..];

    /// <summary>The place for a key: the name where one led there, so that it is the same in the next run.</summary>
    public string Location => Addresses.Endpoint(Domain is { Length: > 0 } domain ? domain : Address, Port);

    /// <summary>The place for a person.</summary>
    public string Shown
        => IsNameOnly ? Domain ?? Address
            : Domain is { Length: > 0 } domain ? $"{domain} ({Addresses.Endpoint(Address, Port)})" : Addresses.Endpoint(Address, Port);
}
