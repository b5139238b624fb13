using DockerScan.Scanners.Sandbox.Analysis.Model;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>More packets of one kind towards one place than is ordinary.</summary>
/// <param name="Kind"><c>syn</c>, <c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>ip</c> or <c>frame</c>.</param>
/// <param name="Location">The place.</param>
/// <param name="Peak">The most in one second.</param>
/// <param name="Total">How many in all.</param>
/// <param name="Flows">What it is made of.</param>
internal sealed record Flood(string Kind, string Location, double Peak, double Total, IReadOnlyList<FlowTotal> Flows);
