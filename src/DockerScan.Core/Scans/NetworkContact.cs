using DockerScan.Core.Reputations;

namespace DockerScan.Core.Scans;

/// <summary>An attempt to reach something outside the container.</summary>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c> or <c>icmp</c>.</param>
/// <param name="Address">The address.</param>
/// <param name="Port">The port; 0 for ICMP.</param>
/// <param name="Domain">The name that led to the address.</param>
/// <param name="Process">Who did it.</param>
/// <param name="Application">The protocol recognised.</param>
/// <param name="Summary">One line.</param>
public sealed record NetworkContact(
    string Protocol, string Address, int Port, string? Domain, string? Process, string? Application, string Summary)
{
    /// <summary>What is known of the name, or of the address where no name led there; the worse of both where both were asked.</summary>
    public Reputation Reputation { get; init; } = Reputation.NotConfigured;
}

/// <summary>A listening socket.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Address">The address it listens on.</param>
/// <param name="Port">The port.</param>
/// <param name="Process">Who owns it.</param>
public sealed record NetworkListener(string Protocol, string Address, int Port, string? Process);
