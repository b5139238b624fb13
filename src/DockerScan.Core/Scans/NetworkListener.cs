namespace DockerScan.Core.Scans;

/// <summary>A listening socket.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Address">The address it listens on.</param>
/// <param name="Port">The port.</param>
/// <param name="Process">Who owns it.</param>
public sealed record NetworkListener(string Protocol, string Address, int Port, string? Process);
